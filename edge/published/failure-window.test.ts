import { expect, test } from 'vitest'
import { createFailureWindow } from './failure-window.ts'

/** Runs by a word: a dot passes, an x fails, a number lets so many seconds pass. Comes to after how many runs it was benched; undefined: never. */
function benchedAfter(text: string): number | undefined {
  const window = createFailureWindow()
  let at = 1_000_000
  let runs = 0
  for (const one of text.match(/\d+|[.x]/g) ?? []) {
    if (one === '.') window.pass('a')
    else if (one === 'x') {
      if (window.fail('a', at)) return runs + 1
    } else {
      at += Number(one) * 1_000
      continue
    }
    runs++
  }
  return undefined
}

test.each([
  ['three failures in a row', 'xxx', 3],
  ['two', 'xx', undefined],
  ['three within ten seconds', 'x4x5x', 3],
  ['three in more than ten', 'x5x5x', undefined],
  ['the last three of many that are old', 'x11x11xxx', 5],
  ['three of thirty runs', `x${'.'.repeat(13)}x${'.'.repeat(14)}x`, 30],
  ['three of thirty-one: somebody makes requests that it fails on', `x${'.'.repeat(14)}x${'.'.repeat(14)}x`, undefined],
  ['a guard that is attacked by every tenth request', `${'.'.repeat(9)}x`.repeat(20), 30],
  ['what passed before the first failure is nobody’s merit', `${'.'.repeat(1_000)}xxx`, 1_003],
])('%s: %s', (_, text, after) => {
  expect(benchedAfter(text)).toBe(after)
})

test('what is benched stays so, and is forgotten with its revision', () => {
  const window = createFailureWindow()
  for (let failure = 0; failure < 3; failure++) window.fail('a@r1', failure)
  expect([window.isBenched('a@r1'), window.isBenched('a@r2')]).toEqual([true, false])
  expect(window.fail('a@r1', 4)).toBe(false)
  window.keepOnly(new Set(['a@r1']))
  expect(window.isBenched('a@r1')).toBe(true)
  window.keepOnly(new Set())
  expect(window.isBenched('a@r1')).toBe(false)
})
