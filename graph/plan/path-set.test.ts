import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultLimits, graphLimits } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import { countPaths, parsePathSets, printPathSets, saturatingAdd, saturatingMultiply } from './path-set.ts'

const counts: { name: string; set: readonly unknown[]; count: number }[] = [
  { name: 'one path', set: ['films', 7, 'name'], count: 1 },
  { name: 'a range is inclusive', set: ['rows', { from: 0, to: 9 }, 'name'], count: 10 },
  { name: 'key sets multiply', set: ['films', { to: 9 }, ['name', 'year', 'name']], count: 20 },
  { name: 'an empty key set leaves nothing', set: ['films', [], 'name'], count: 0 },
  { name: 'null counts as one', set: ['films', 7, 'poster', [null, 'WIDE'], 'url'], count: 2 },
]

test.each(counts)('counting: $name', ({ set, count }) => {
  const [parsed] = parsePathSets([set], defaultLimits)
  expect(parsed && countPaths(parsed)).toBe(count)
})

test('counting saturates: neither Infinity nor NaN comes of it', () => {
  let product = 1
  for (let level = 0; level < 60; level++) product = saturatingMultiply(product, 1e6)
  expect(product).toBe(Number.MAX_SAFE_INTEGER)
  expect(saturatingMultiply(Number.MAX_SAFE_INTEGER, 0)).toBe(0)
  expect(saturatingAdd(product, product)).toBe(Number.MAX_SAFE_INTEGER)
})

test('counting is what expanding would come to', () => {
  const keys = fc.oneof(fc.nat(9), fc.uniqueArray(fc.nat(9), { maxLength: 4 }), fc.record({ from: fc.nat(9), to: fc.nat(9) }))
  fc.assert(
    fc.property(fc.array(keys, { minLength: 1, maxLength: 4 }), (path) => {
      const expanded = path.reduce<number>(
        (product, part) =>
          product * (Array.isArray(part) ? part.length : typeof part === 'number' ? 1 : Math.max(0, part.to - part.from + 1)),
        1,
      )
      const [set] = parsePathSets([path], defaultLimits)
      expect(set && countPaths(set)).toBe(expanded)
    }),
  )
})

const refused: { name: string; paths: unknown; details: unknown }[] = [
  { name: 'null', paths: null, details: { position: [] } },
  { name: 'text', paths: 'films', details: { position: [] } },
  { name: 'an object', paths: {}, details: { position: [] } },
  { name: 'a path that is text', paths: [['a'], 'films'], details: { position: [1] } },
  { name: 'a path of no keys', paths: [['a'], []], details: { position: [1] } },
  { name: 'a key that is an array of arrays', paths: [[[[1]]]], details: { position: [0, 0] } },
]

test.each(refused)('refuses $name as BAD_PATH with its position', ({ paths, details }) => {
  expect(refusalOf(() => parsePathSets(paths, defaultLimits))).toMatchObject({ code: 'BAD_PATH', status: 400, details })
})

const limits = graphLimits({ pathSets: 3, pathDepth: 4, pathCount: 12, rangeWidth: 12 })

const boundaries: { limit: string; at: unknown; above: unknown; actual: number }[] = [
  { limit: 'pathSets', at: [['a'], ['b'], ['c']], above: [['a'], ['b'], ['c'], ['d']], actual: 4 },
  { limit: 'pathDepth', at: [['a', 'b', 'c', 'd']], above: [['a', 'b', 'c', 'd', 'e']], actual: 5 },
  { limit: 'pathCount', at: [['a', { length: 3 }, { length: 4 }]], above: [['a', { length: 3 }, { length: 5 }]], actual: 15 },
  {
    limit: 'pathCount',
    at: [
      ['a', { length: 6 }],
      ['b', { length: 6 }],
    ],
    above: [
      ['a', { length: 6 }],
      ['b', { length: 7 }],
    ],
    actual: 13,
  },
]

test.each(boundaries)('$limit: at the limit passes, $actual is refused', ({ limit, at, above, actual }) => {
  expect(parsePathSets(at, limits).length).toBeGreaterThan(0)
  const maximum = limits[limit as keyof typeof limits]
  expect(refusalOf(() => parsePathSets(above, limits))).toMatchObject({ code: 'PATH_LIMIT', details: { limit, maximum, actual } })
})

const huge: { name: string; paths: unknown }[] = [
  { name: 'a range of a billion', paths: [['films', { from: 0, to: 1e9 }, 'name']] },
  { name: 'a product of a million', paths: [['a', { to: 99 }, 'b', { to: 99 }, 'c', { to: 99 }]] },
  { name: '60 nested ranges of a million', paths: [Array.from({ length: 60 }, () => ({ to: 999_999 }))] },
  { name: '15 nested ranges of 500', paths: [['a', ...Array.from({ length: 15 }, () => ({ to: 499 }))]] },
  { name: '10,000 path sets', paths: Array.from({ length: 10_000 }, (_, at) => ['films', at, 'name']) },
  { name: '5,000 keys', paths: [Array(5_000).fill('a')] },
]

test.each(huge)('$name is refused before it is expanded', ({ paths }) => {
  const start = performance.now()
  expect(refusalOf(() => parsePathSets(paths, defaultLimits)).code).toBe('PATH_LIMIT')
  expect(performance.now() - start).toBeLessThan(200)
})

test('path sets are printed in one form and one order, each once', () => {
  const sets = parsePathSets(
    [
      ['b', ['y', 'x']],
      ['a', [2, 1]],
      ['a', { from: 1, to: 2 }],
      ['c', []],
      ['b', ['x', 'y', 'x']],
    ],
    defaultLimits,
  )
  expect(printPathSets(sets)).toEqual([
    ['a', { from: 1, to: 2 }],
    ['b', ['x', 'y']],
  ])
})

test('a limit is replaced by a positive integer only', () => {
  for (const bad of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => graphLimits({ pathSets: bad })).toThrow(RangeError)
  expect(graphLimits({ pathSets: 1 }).pathSets).toBe(1)
})

function refusalOf(parse: () => unknown): Refusal {
  try {
    parse()
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown
    throw thrown
  }
  throw new Error('It was parsed')
}
