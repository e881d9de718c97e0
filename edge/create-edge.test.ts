import { expect, test } from 'vitest'
import { createTestEdge } from './test/test-edge.ts'

test('filters run in this order', () => {
  const { filters } = createTestEdge().edge.pipeline
  expect(filters.map(({ stage, name, failMode }) => `${stage} ${name} ${failMode}`)).toEqual([
    'inbound limit-url closed',
    'inbound limit-headers closed',
    'inbound answer-preflight closed',
    'inbound identify-device closed',
    'outbound tell-trace open',
    'outbound share-across-origins open',
    'outbound harden open',
  ])
})
