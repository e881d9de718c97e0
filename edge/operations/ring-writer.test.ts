import { beforeEach, describe, expect, test } from 'vitest'
import type { KeptRequest } from './kept-requests.ts'
import { createRingWriter, type RingWriter, ringWrites } from './ring-writer.ts'

const request = (trace: string, device: string | null = null): KeptRequest => ({
  ...{ trace, at: 0, status: 200, code: null, path: '/graphql', class: 'tv', degraded: false, device, record: '{}' },
})

/** A ring that answers when the test lets it, a clock, and the requests whose `waitUntil` carry the writing. */
let clock: { now: number }
let sleepers: (() => void)[]
let written: { readonly location: string; readonly traces: string; readonly dropped: number }[]
let answer: () => Promise<void>
let carried: Promise<unknown>[]
let writer: RingWriter
let kept: KeptRequest[]

beforeEach(() => {
  clock = { now: 1_000 }
  sleepers = []
  written = []
  carried = []
  kept = []
  answer = async () => {}
  writer = createRingWriter({
    ringAt: (location) => ({
      keep(requests, dropped) {
        written.push({ location, traces: requests.map(({ trace }) => trace).join(' '), dropped })
        kept.push(...requests)
        return answer()
      },
    }),
    hashDevice: async (id) => `#${id.length}`,
    now: () => clock.now,
    wait: () => new Promise((resolve) => sleepers.push(resolve)),
  })
})

const add = (trace: string, device: string | null = null) =>
  writer.add(request(trace, device), 'AMS', (work) => void carried.push(work.catch(() => {})))
const addMany = (count: number) => {
  for (let at = 0; at < count; at++) add(`${at}`)
}
const settled = () => Promise.all(carried)
/** All but what sleeps. */
const lastTurn = () => carried.at(-1)

test('requests that come within a quarter of a second are written together, by the first of them', async () => {
  add('a')
  add('b')
  expect(carried).toHaveLength(1)
  expect(written).toEqual([])
  sleepers.shift()?.()
  await settled()
  expect(written).toEqual([{ location: 'AMS', traces: 'a b', dropped: 0 }])
})

test('a device’s own id is not written', async () => {
  add('a', 'tv-1')
  add('b', 'tv-1')
  add('c')
  sleepers.shift()?.()
  await settled()
  expect(kept.map(({ device }) => device)).toEqual(['#4', '#4', null])
})

test('a full batch waits for nobody', async () => {
  addMany(ringWrites.batch)
  await lastTurn()
  expect(written.map(({ traces }) => traces.split(' ').length)).toEqual([ringWrites.batch])
  sleepers.shift()?.()
  await settled()
  expect(written).toHaveLength(1)
})

describe('while a write is under way', () => {
  test('no second one begins; what came meanwhile goes with the same turn', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    answer = () => promise
    addMany(ringWrites.batch)
    addMany(ringWrites.batch + 1)
    expect(carried).toHaveLength(2)
    resolve()
    await lastTurn()
    expect(written.map(({ traces }) => traces.split(' ').length)).toEqual([50, 50, 1])
  })

  test('one that does not end is taken over after two seconds', async () => {
    answer = () => new Promise(() => {})
    addMany(ringWrites.batch)
    await Promise.resolve()
    clock.now += ringWrites.takeOverMs
    add('waits')
    expect(carried).toHaveLength(2)
    clock.now += 1
    answer = async () => {}
    add('takes over')
    expect(carried).toHaveLength(3)
    for (const wake of sleepers.splice(0)) wake()
    await lastTurn()
    expect(written.at(-1)?.traces).toBe('waits takes over')
  })

  test('what does not fit is dropped and counted, and the count reaches the ring', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    answer = () => promise
    addMany(ringWrites.batch)
    addMany(ringWrites.mostWaiting + 7)
    resolve()
    await lastTurn()
    expect(written.reduce((sum, { dropped }) => sum + dropped, 0)).toBe(7)
  })
})

test('what a ring did not take is counted as dropped, and the next turn is as any', async () => {
  answer = () => Promise.reject(new Error('no ring'))
  addMany(ringWrites.batch)
  await lastTurn()
  answer = async () => {}
  add('next')
  sleepers.at(-1)?.()
  await lastTurn()
  expect(written.at(-1)).toEqual({ location: 'AMS', traces: 'next', dropped: ringWrites.batch })
})
