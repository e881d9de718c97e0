import { expect, test } from 'vitest'
import { reasonText } from './reasons.ts'

test.each([
  { how: 'liked', reason: 'Because you liked Heat' },
  { how: 'watched', reason: 'Because you watched Heat' },
  { how: 'picked', reason: 'Because you picked Heat' },
  { how: 'listed', reason: 'Because Heat is in your list' },
] as const)('$reason', ({ how, reason }) => {
  expect(reasonText({ title: 1, name: 'Heat', how })).toBe(reason)
})

test('no film, no reason', () => {
  expect(reasonText(null)).toBeNull()
})
