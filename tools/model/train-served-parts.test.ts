import { expect, test } from 'vitest'
import { servedHidden } from './train-served-parts.ts'

test('a machine of a large catalog has as many hidden units as there is room for, by sixteens', () => {
  expect(servedHidden(3700, 5)).toBe(64)
  expect(servedHidden(20_000, 5)).toBe(32)
  expect(servedHidden(20_000, 10)).toBe(16)
  expect(servedHidden(65_536, 10)).toBe(16)
})
