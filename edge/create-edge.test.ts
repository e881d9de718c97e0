import { expect, test } from 'vitest'
import { createTestEdge } from './test/test-edge.ts'

test('filters run in this order', () => {
  const { filters } = createTestEdge().edge.pipeline
  expect(filters.map(({ stage, name, failMode }) => `${stage} ${name} ${failMode}`)).toEqual([
    'inbound limit-url closed',
    'inbound limit-headers closed',
    'inbound allow-methods closed',
    'inbound refuse-ambiguous-framing closed',
    'inbound normalise-path closed',
    'inbound allow-hosts closed',
    'inbound locate-client closed',
    'inbound strip-headers closed',
    'inbound limit-client-rate open',
    'inbound answer-preflight closed',
    'inbound identify-device closed',
    'inbound limit-device-rate open',
    'inbound allocate-experiments open',
    'outbound tell-trace open',
    'outbound renew-session open',
    'outbound share-across-origins open',
    'outbound cache-headers open',
    'outbound security-headers open',
    'outbound close-audit-entry open',
    'outbound report-request open',
  ])
})
