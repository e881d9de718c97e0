import { expect, test } from 'vitest'
import { createRequestCounts } from './request-counts.ts'

const at = Date.UTC(2026, 9, 1)

test('requests are counted by endpoint, category and class', () => {
  const counts = createRequestCounts(() => at)
  counts.count({ endpoint: 'graphql', category: 'SUCCESS', deviceClass: 'tv' })
  counts.count({ endpoint: 'graphql', category: 'SUCCESS', deviceClass: 'tv' })
  counts.count({ endpoint: undefined, category: 'FAILURE_CLIENT_UNAUTHORIZED', deviceClass: 'browser' })
  expect(counts.report()).toEqual({
    since: '2026-10-01T00:00:00.000Z',
    requests: [
      { endpoint: 'graphql', category: 'SUCCESS', class: 'tv', count: 2 },
      { endpoint: 'none', category: 'FAILURE_CLIENT_UNAUTHORIZED', class: 'browser', count: 1 },
    ],
  })
})

test('a thousand names of classes are one label', () => {
  const counts = createRequestCounts(() => at)
  for (let one = 0; one < 1_000; one++) counts.count({ endpoint: 'falcor', category: 'SUCCESS', deviceClass: `tv-${one}` })
  expect(counts.report().requests).toEqual([{ endpoint: 'falcor', category: 'SUCCESS', class: 'other', count: 1_000 }])
})
