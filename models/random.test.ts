import { expect, test } from 'vitest'
import { createNormal, createRandom, shuffledRange } from './random.ts'

const draw = (count: number, random: () => number) => Array.from({ length: count }, random)

test('the same seed and stream give the same numbers, another seed or stream others', () => {
  expect(draw(5, createRandom(7, 'a'))).toEqual(draw(5, createRandom(7, 'a')))
  for (const other of [createRandom(8, 'a'), createRandom(7, 'b'), createRandom(-7, 'a')])
    expect(draw(5, other)).not.toEqual(draw(5, createRandom(7, 'a')))
})

test('what a seed gives does not change from release to release: models depend on it', () => {
  expect(draw(4, createRandom(1)).map((value) => Math.floor(value * 2 ** 32))).toMatchInlineSnapshot(`
    [
      2959367151,
      3408184692,
      3085382669,
      3449713104,
    ]
  `)
})

test('numbers are spread evenly: chi-square over 64 bins (63 degrees of freedom) stays below 120', () => {
  const random = createRandom(3)
  const bins = new Uint32Array(64)
  for (const value of draw(64_000, random)) bins[Math.floor(value * 64)] = (bins[Math.floor(value * 64)] ?? 0) + 1
  expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(120)
})

test('normal deviates have mean 0, deviation 1 and the tails of a bell', () => {
  const values = draw(100_000, createNormal(createRandom(5)))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan(0.01)
  expect(Math.abs(variance - 1)).toBeLessThan(0.02)
  expect(values.filter((value) => Math.abs(value) > 1.96).length / values.length).toBeCloseTo(0.05, 2)
})

test('a shuffled range holds each number once, and each lands anywhere', () => {
  const random = createRandom(9)
  expect([...shuffledRange(100, random)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, at) => at))
  const firsts = new Set(Array.from({ length: 200 }, () => shuffledRange(5, random)[0]))
  expect(firsts.size).toBe(5)
  expect([...shuffledRange(0, random)]).toEqual([])
})
