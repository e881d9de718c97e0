import { expect, test } from 'vitest'
import { createPurges, type Purge, type PurgeBoard } from './purges.ts'

/** Isolates of one location: one board, one clock. */
function location() {
  let written: readonly Purge[] = []
  const clock = { now: 1_000_000 }
  const board: PurgeBoard = {
    read: async () => written,
    write: async (purges) => {
      written = purges
    },
  }
  const isolate = () => {
    const dropped: string[] = []
    const purges = createPurges({
      board,
      now: () => clock.now,
      longestLifeMs: 300_000,
      refreshMs: 1_000,
      onPurge: (tag) => dropped.push(tag),
    })
    return { purges, dropped }
  }
  return { clock, isolate, written: () => written }
}

test('what was made before a purge is dropped, what was made after is not', async () => {
  const { clock, isolate } = location()
  const { purges, dropped } = isolate()
  clock.now = 1_000_500
  await purges.add(['titles-1'])
  expect(purges.since(['people-2', 'titles-1'], 1_000_499)).toBe(true)
  expect(purges.since(['titles-1'], 1_000_501)).toBe(false)
  expect(purges.since(['titles-2'], 0)).toBe(false)
  expect(dropped).toEqual(['titles-1'])
})

test('another isolate learns of it with its next look, at most once a second', async () => {
  const { clock, isolate } = location()
  const [one, other] = [isolate(), isolate()]
  await other.purges.refresh()
  await one.purges.add(['titles-1'])
  clock.now += 999
  await other.purges.refresh()
  expect(other.dropped).toEqual([])
  clock.now += 1
  await other.purges.refresh()
  expect(other.dropped).toEqual(['titles-1'])
  clock.now += 1_000
  await other.purges.refresh()
  expect(other.dropped).toEqual(['titles-1'])
})

test('an isolate that slept for so long that purges were forgotten keeps nothing', async () => {
  const { clock, isolate } = location()
  const { purges, dropped } = isolate()
  await purges.refresh()
  clock.now += 300_001
  await purges.refresh()
  expect(dropped).toEqual(['*'])
})

test('a purge is forgotten once nothing can be kept that it concerns', async () => {
  const { clock, isolate, written } = location()
  const { purges } = isolate()
  await purges.add(['titles-1'])
  clock.now += 300_001
  await purges.add(['titles-2'])
  expect(written().map(({ tag }) => tag)).toEqual(['titles-2'])
})

test('more than can be listed purge everything', async () => {
  const { clock, isolate, written } = location()
  const [one, other] = [isolate(), isolate()]
  await one.purges.add(Array.from({ length: 1_001 }, (_, index) => `titles-${index}`))
  expect(written()).toEqual([{ tag: '*', at: clock.now }])
  await other.purges.refresh()
  expect(other.dropped).toEqual(['*'])
  expect(other.purges.since(['people-9'], clock.now)).toBe(true)
})

test('a board that cannot be read teaches nothing, and is asked again', async () => {
  const clock = { now: 5_000 }
  let fails = true
  const board: PurgeBoard = {
    read: () => (fails ? Promise.reject(new Error('gone')) : Promise.resolve([{ tag: 'titles-1', at: 5_000 }])),
    write: async () => {},
  }
  const dropped: string[] = []
  const purges = createPurges({
    board,
    now: () => clock.now,
    longestLifeMs: 300_000,
    refreshMs: 1_000,
    onPurge: (tag) => dropped.push(tag),
  })
  await purges.refresh()
  fails = false
  clock.now += 1_000
  await purges.refresh()
  expect(dropped).toEqual(['titles-1'])
})
