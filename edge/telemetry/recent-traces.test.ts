import { expect, test } from 'vitest'
import { createRecentTraces } from './recent-traces.ts'

test('the last requests are found, older ones are forgotten', () => {
  const traces = createRecentTraces(2)
  for (const trace of ['a', 'b', 'c'])
    traces.add({
      trace,
      method: 'GET',
      path: '/',
      status: 200,
      refused: undefined,
      micros: 1,
      degraded: [],
      cache: undefined,
      filters: undefined,
      plan: undefined,
      origins: [],
    })
  expect(['a', 'b', 'c'].map((trace) => traces.find(trace)?.trace)).toEqual([undefined, 'b', 'c'])
})
