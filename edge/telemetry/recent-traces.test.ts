import { expect, test } from 'vitest'
import { packTrace } from './packed-trace.ts'
import { createRecentTraces } from './recent-traces.ts'
import { traceRecord } from './test/trace-record.ts'

test('the last requests are found, older ones are forgotten', () => {
  const traces = createRecentTraces(2)
  for (const trace of ['a', 'b', 'c']) traces.add(trace, trace === 'b' ? packTrace(traceRecord({ trace })) : traceRecord({ trace }))
  expect(['a', 'b', 'c'].map((trace) => traces.find(trace)?.trace)).toEqual([undefined, 'b', 'c'])
})
