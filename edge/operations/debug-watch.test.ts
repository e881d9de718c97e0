import { expect, test } from 'vitest'
import { passing } from '../pipeline/test/passing.ts'
import type { DebugRule } from './debug-rule.ts'
import { createDebugWatch } from './debug-watch.ts'
import type { Snapshot } from './snapshot-view.ts'

type Rules = Snapshot<readonly DebugRule[]>
const rule = (name: string, when: DebugRule['when'], until = 1_000_000): DebugRule => ({ name, when, until, author: 'ana', reason: 'x' })

/** The isolates of a location: one board, one clock, one control room. */
function location() {
  const clock = { now: 100_000 }
  const room: { rules: Rules; asked: number; down: boolean } = { rules: { version: 0, content: [] }, asked: 0, down: false }
  const board: { left: Rules | undefined } = { left: undefined }
  const isolate = () =>
    createDebugWatch({
      board: {
        read: async () => board.left,
        write: async (snapshot) => {
          board.left = snapshot
        },
      },
      async ask() {
        room.asked++
        if (room.down) throw new Error('down')
        return room.rules
      },
      now: () => clock.now,
      refreshMs: 2_000,
    })
  return { clock, room, board, isolate }
}
const graphql = passing('/graphql')

test('a rule is learnt by the isolate that took it at once, by the others with their next look', async () => {
  const { clock, room, isolate } = location()
  const [one, other] = [isolate(), isolate()]
  await other.refresh()
  room.rules = { version: 1, content: [rule('slow', { path: '/graphql' })] }
  await one.learn(room.rules)
  expect(one.rulesFor(graphql)).toEqual(['slow'])
  expect(other.isOn()).toBe(false)
  clock.now += 1_999
  expect(other.refresh()).toBeUndefined()
  clock.now += 1
  await other.refresh()
  expect(other.rulesFor(graphql)).toEqual(['slow'])
  // The board has told it: the control room was asked once, by the first look.
  expect(room.asked).toBe(1)
})

test('where the location has forgotten, the control room is asked, for all', async () => {
  const { room, board, isolate } = location()
  room.rules = { version: 3, content: [rule('a', { path: '/graphql' })] }
  const watch = isolate()
  await watch.refresh()
  expect(watch.isOn()).toBe(true)
  expect(board.left).toEqual(room.rules)
})

test('what is known never steps back, however late an older word comes', async () => {
  const { clock, board, isolate } = location()
  const watch = isolate()
  await watch.learn({ version: 2, content: [] })
  board.left = { version: 1, content: [rule('ended', { path: '/graphql' })] }
  clock.now += 2_000
  await watch.refresh()
  expect(watch.isOn()).toBe(false)
})

test('a control room that is down leaves what is known, until its time is over', async () => {
  const { clock, room, board, isolate } = location()
  const watch = isolate()
  await watch.learn({ version: 1, content: [rule('a', { path: '/graphql' }, clock.now + 10_000)] })
  board.left = undefined
  room.down = true
  clock.now += 9_999
  await expect(watch.refresh()).rejects.toThrow('down')
  expect(watch.rulesFor(graphql)).toEqual(['a'])
  clock.now += 1
  expect(watch.isOn()).toBe(false)
  expect(watch.rulesFor(graphql)).toEqual([])
})

test('a request fits all rules whose conditions hold; operators’ calls and probes fit none', async () => {
  const { isolate } = location()
  const watch = isolate()
  await watch.learn({
    version: 1,
    content: [rule('one-tv', { device: { id: ['tv-1'] } }), rule('phones', { device: { class: ['phone'] } }), rule('all', { share: 1 })],
  })
  expect(watch.rulesFor(graphql)).toEqual(['one-tv', 'all'])
  expect(watch.rulesFor(passing('/graphql', {}, { id: 'p-1', class: 'phone' }))).toEqual(['phones', 'all'])
  for (const path of ['/ops/audit', '/healthz', '/readyz']) expect(watch.rulesFor(passing(path))).toEqual([])
})
