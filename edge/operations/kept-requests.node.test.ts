import { describe, expect, test } from 'vitest'
import { openSqlite } from '../test/open-sqlite.ts'
import { createKeptRequests, type KeptRequest, type RequestSearch, ringBounds } from './kept-requests.ts'

const request = (trace: string, changes: Partial<KeptRequest> = {}): KeptRequest => ({
  ...{ trace, at: 1_000, status: 200, code: null, path: '/graphql', class: 'tv', degraded: false, device: null },
  record: JSON.stringify({ trace }),
  ...changes,
})

function ring() {
  const clock = { now: 1_000 }
  const kept = createKeptRequests(openSqlite(), () => clock.now)
  const search = (wanted: Partial<RequestSearch> = {}) =>
    kept.search({ limit: 10_000, ...wanted }).requests.map(({ record }) => (JSON.parse(record) as { trace: string }).trace)
  return { clock, kept, search }
}

test('a request is found by its trace', () => {
  const { kept } = ring()
  kept.keep([request('a'), request('b')], 0)
  expect(kept.find('b')).toBe('{"trace":"b"}')
  expect(kept.find('c')).toBeNull()
})

describe('a search', () => {
  const { kept, search } = ring()
  kept.keep(
    [
      request('well'),
      request('shed', { status: 503, code: 'DEADLINE', path: '/model.json' }),
      request('refused', { status: 401, code: 'UNAUTHENTICATED', class: 'browser' }),
      request('lacking', { degraded: true, device: 'd1' }),
    ],
    0,
  )
  test.each<[Partial<RequestSearch>, readonly string[]]>([
    [{}, ['lacking', 'refused', 'shed', 'well']],
    [{ limit: 2 }, ['lacking', 'refused']],
    [{ status: 401 }, ['refused']],
    [{ statusClass: 5 }, ['shed']],
    [{ code: 'DEADLINE' }, ['shed']],
    [{ path: '/graphql', class: 'tv' }, ['lacking', 'well']],
    [{ degraded: true }, ['lacking']],
    [{ degraded: false, class: 'browser' }, ['refused']],
    [{ device: 'd1' }, ['lacking']],
    [{ device: 'd1', statusClass: 5 }, []],
    [{ code: "x' OR 1=1 --" }, []],
  ])('for %j finds %j, newest first', (wanted, traces) => {
    expect(search(wanted)).toEqual(traces)
  })
})

test('of more than are kept the oldest are dropped', () => {
  const { kept, search } = ring()
  kept.keep(
    Array.from({ length: ringBounds.requests + 2 }, (_, at) => request(`t${at}`)),
    0,
  )
  const traces = search()
  expect(traces).toHaveLength(ringBounds.requests)
  expect([traces.at(0), traces.at(-1)]).toEqual([`t${ringBounds.requests + 1}`, 't2'])
})

test('what is a day old is not told, and gone at the next write or alarm', () => {
  const { clock, kept, search } = ring()
  kept.keep([request('old'), request('young', { at: 2_000 })], 0)
  clock.now = 1_000 + ringBounds.ageMs
  expect(search()).toEqual(['young', 'old'])
  expect(kept.nextEnd()).toBe(clock.now)
  clock.now++
  expect(kept.find('old')).toBeNull()
  expect(search()).toEqual(['young'])
  kept.prune()
  expect(kept.nextEnd()).toBe(2_000 + ringBounds.ageMs)
  clock.now += ringBounds.ageMs
  kept.prune()
  expect(kept.nextEnd()).toBeUndefined()
})

test('what isolates had to drop is added up', () => {
  const { kept } = ring()
  expect(kept.search({ limit: 1 }).dropped).toBe(0)
  kept.keep([], 3)
  kept.keep([request('a')], 4)
  expect(kept.search({ limit: 1 }).dropped).toBe(7)
})
