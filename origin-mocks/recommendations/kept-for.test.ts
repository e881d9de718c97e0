import { expect, test } from 'vitest'
import { createKeptFor } from './kept-for.ts'

const options = { renewAfterMs: 2, uselessAfterMs: 5, maxKeys: 2 }

/** A lender at a time, whose loading is counted and whose later work can be waited for. */
function lend(now: number, load: () => Promise<string>) {
  const later: Promise<unknown>[] = []
  return { lender: { now, load, later: (work: Promise<unknown>) => later.push(work) }, later }
}
const value = (text: string) => async () => text

test('a value is given while it is young, renewed by one request when it grows old, and never given when it is too old', async () => {
  const kept = createKeptFor<string>(options)
  expect(kept.kept('a', lend(0, value('x')).lender)).toBeUndefined()
  await kept.load('a', lend(0, value('first')).lender)
  const young = lend(2, value('no'))
  expect(kept.kept('a', young.lender)).toBe('first')
  expect(young.later).toHaveLength(0)
  const [old, other] = [lend(3, value('second')), lend(3, value('no'))]
  expect(kept.kept('a', old.lender)).toBe('first')
  expect(kept.kept('a', other.lender)).toBe('first')
  expect([old.later.length, other.later.length]).toEqual([1, 0])
  await Promise.all(old.later)
  expect(kept.kept('a', lend(5, value('no')).lender)).toBe('second')
  expect(kept.kept('a', lend(9, value('no')).lender)).toBeUndefined()
})

test('where it cannot be renewed the value is given until it is useless', async () => {
  const kept = createKeptFor<string>(options)
  await kept.load('a', lend(0, value('first')).lender)
  const failing = lend(3, async () => Promise.reject(new Error('down')))
  expect(kept.kept('a', failing.lender)).toBe('first')
  await Promise.all(failing.later)
  expect(kept.kept('a', lend(5, value('no')).lender)).toBe('first')
  expect(kept.kept('a', lend(6, value('no')).lender)).toBeUndefined()
})

test('an answer that was long on its way does not take the place of a newer one, and there are never more keys than the limit', async () => {
  const kept = createKeptFor<string>(options)
  await kept.load('a', lend(4, value('new')).lender)
  await kept.load('a', lend(1, value('old')).lender)
  expect(kept.kept('a', lend(4, value('no')).lender)).toBe('new')
  await kept.load('b', lend(4, value('b')).lender)
  await kept.load('c', lend(4, value('c')).lender)
  expect(['a', 'b', 'c'].map((key) => kept.kept(key, lend(4, value('no')).lender))).toEqual([undefined, 'b', 'c'])
})
