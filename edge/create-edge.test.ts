import { expect, test } from 'vitest'
import { createTestEdge } from './test/test-edge.ts'

test('filters run in this order', () => {
  const { inbound, outbound } = createTestEdge().edge
  expect([...inbound, ...outbound].map(({ stage, name }) => `${stage} ${name}`)).toEqual([
    'inbound limit-url',
    'inbound limit-headers',
    'inbound answer-preflight',
    'inbound identify-device',
    'outbound tell-trace',
    'outbound share-across-origins',
    'outbound harden',
  ])
})
