import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VersionedSet } from './filter-set.ts'
import { createFilterWatch, type SetHead, watchTimes } from './filter-watch.ts'

const setOf = (version: number): VersionedSet => ({ version, filters: [] })

/** Isolates of one location over one board and one writer, on one clock. What an isolate answers by is `version`. */
function location() {
  const clock = { now: 1_000_000 }
  const writer = { version: 0, asked: 0, down: false }
  const kept = { head: undefined as SetHead | undefined, sets: new Map<number, VersionedSet>(), down: false }
  const copy = { set: null as VersionedSet | null }
  function isolate() {
    const seen = { version: -1, stale: 0, refuses: false, later: [] as Promise<unknown>[] }
    const orDown = async <value>(down: boolean, value: () => value) => {
      if (down) throw new Error('down')
      return value()
    }
    const watch = createFilterWatch({
      board: {
        readHead: () => orDown(kept.down, () => kept.head),
        readSet: (version) => orDown(kept.down, () => kept.sets.get(version)),
        write: (head, set) =>
          orDown(kept.down, () => {
            kept.head = head
            if (set !== null) kept.sets.set(set.version, set)
          }),
      },
      ask: (known) =>
        orDown(writer.down, () => {
          writer.asked++
          return { version: writer.version, set: known === writer.version && known !== 0 ? null : setOf(writer.version) }
        }),
      spare: async () => copy.set,
      async take({ version }) {
        if (seen.refuses) throw new Error('does not come up')
        seen.version = version
      },
      onStale: () => void seen.stale++,
      within: (_, promise) => promise,
      now: () => clock.now,
    })
    /** A request starts: comes to whether it is fresh, once it may be answered. */
    const start = async () => (await watch.freshen((work) => void seen.later.push(work.catch(() => {})))) ?? true
    const settle = async () => void (await Promise.all(seen.later.splice(0)))
    return { watch, seen, start, settle }
  }
  return { clock, writer, kept, copy, isolate }
}

describe('an isolate', () => {
  test('that is new asks before its first answer', async () => {
    const { writer, isolate } = location()
    writer.version = 7
    const { start, seen } = isolate()
    expect(await start()).toBe(true)
    expect(seen.version).toBe(7)
  })

  test('asks again behind an answer before it must, so that under steady traffic no request waits', async () => {
    const { clock, writer, isolate } = location()
    const { start, settle, seen, watch } = isolate()
    await start()
    writer.version = 1
    clock.now += watchTimes.board + 1
    expect(watch.freshen((work) => void seen.later.push(work))).toBeUndefined()
    expect(seen.version).toBe(0)
    await settle()
    expect(seen.version).toBe(1)
  })

  test('that has slept asks before it answers', async () => {
    const { clock, writer, isolate } = location()
    const { start, seen } = isolate()
    await start()
    writer.version = 1
    clock.now += watchTimes.hard
    expect(await start()).toBe(true)
    expect(seen.version).toBe(1)
  })

  test('believes what its location knows, for two seconds', async () => {
    const { clock, writer, isolate } = location()
    await isolate().start()
    clock.now += watchTimes.board
    await isolate().start()
    expect(writer.asked).toBe(1)
    clock.now += 1
    await isolate().start()
    expect(writer.asked).toBe(2)
  })

  test('answers by the copy where neither board nor writer can be had, and says so', async () => {
    const { writer, kept, copy, isolate } = location()
    writer.down = kept.down = true
    copy.set = setOf(5)
    const { start, seen } = isolate()
    expect(await start()).toBe(false)
    expect(seen).toMatchObject({ version: 5, stale: 1 })
    // What nobody knows to be fresh is asked for again by the next request.
    writer.down = kept.down = false
    writer.version = 6
    expect(await start()).toBe(true)
    expect(seen.version).toBe(6)
  })

  test('keeps what it has where nobody answers at all', async () => {
    const { clock, writer, kept, isolate } = location()
    writer.version = 3
    const { start, seen } = isolate()
    await start()
    writer.down = kept.down = true
    clock.now += watchTimes.hard
    expect(await start()).toBe(false)
    expect(seen.version).toBe(3)
  })

  test('keeps the old set where the new one does not come up', async () => {
    const { clock, writer, isolate } = location()
    writer.version = 1
    const { start, seen } = isolate()
    await start()
    writer.version = 2
    seen.refuses = true
    clock.now += watchTimes.hard
    expect(await start()).toBe(false)
    expect(seen).toMatchObject({ version: 1, stale: 1 })
  })

  test('that took a write knows it at once, and its location with it', async () => {
    const { writer, isolate } = location()
    const [one, other] = [isolate(), isolate()]
    await one.start()
    writer.version = 1
    await one.watch.learn(setOf(1))
    expect(one.seen.version).toBe(1)
    await other.start()
    expect(other.seen.version).toBe(1)
    expect(writer.asked).toBe(1)
  })
})

test('whatever fails and whenever requests come: no version steps back, and what says it is fresh is at most five seconds old', async () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 6_000 }) }),
    fc.record({ act: fc.constantFrom('publish' as const, 'writer' as const, 'board' as const), isolate: fc.constant(0) }),
    fc.record({ act: fc.constantFrom('request' as const, 'settle' as const), isolate: fc.nat(2) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { clock, writer, kept, isolate } = location()
      const isolates = [isolate(), isolate(), isolate()]
      const published = [{ version: 0, at: 0 }]
      const newest = new Map<object, number>()
      for (const one of steps) {
        if (one.act === 'pass') clock.now += one.ms
        else if (one.act === 'publish') published.push({ version: ++writer.version, at: clock.now })
        else if (one.act === 'writer') writer.down = !writer.down
        else if (one.act === 'board') kept.down = !kept.down
        else {
          const { start, settle, seen } = isolates[one.isolate] as ReturnType<typeof isolate>
          if (one.act === 'settle') await settle()
          else {
            const fresh = await start()
            const due = published.findLast(({ at }) => at < clock.now - (watchTimes.hard + watchTimes.board))?.version ?? 0
            if (fresh) expect(seen.version).toBeGreaterThanOrEqual(due)
          }
          expect(seen.version).toBeGreaterThanOrEqual(newest.get(seen) ?? -1)
          newest.set(seen, seen.version)
        }
      }
    }),
    { numRuns: 300 },
  )
})
