import type { TraceRecord } from '../trace-record.ts'

/** A request that was answered well, but for what a test says of it. */
export const traceRecord = (changes: Partial<TraceRecord> = {}): TraceRecord => ({
  trace: 'a',
  at: 0,
  method: 'GET',
  path: '/graphql',
  query: {},
  headers: {},
  device: { class: 'tv', model: null, country: 'NL', profile: null },
  status: 200,
  category: 'SUCCESS',
  refused: null,
  micros: 1,
  degraded: [],
  cache: null,
  attributes: {},
  debug: [],
  filters: [],
  plan: null,
  origins: [],
  ...changes,
})
