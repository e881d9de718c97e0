import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import { countRanges, keysOf, mergeRanges, parseKeySet, printKeySet, type Range, subtractRanges } from './key-set.ts'

const laws: { name: string; keys: unknown; are: readonly string[] }[] = [
  { name: 'one key', keys: 'name', are: ['name'] },
  { name: 'a number is its decimal', keys: 7, are: ['7'] },
  { name: 'a decimal is its number', keys: ['7', 7], are: ['7'] },
  { name: '-0 is 0', keys: -0, are: ['0'] },
  { name: 'a negative number is a name', keys: -7, are: ['-7'] },
  { name: 'a fraction is a name', keys: 1.5, are: ['1.5'] },
  { name: 'leading zeros make a name', keys: ['07', 7], are: ['7', '07'] },
  { name: 'an integer too great to be exact is a name', keys: '9007199254740993', are: ['9007199254740993'] },
  { name: 'a boolean is its name', keys: [true, false], are: ['false', 'true'] },
  { name: 'a range is inclusive', keys: { from: 2, to: 4 }, are: ['2', '3', '4'] },
  { name: 'a range begins at 0', keys: { to: 2 }, are: ['0', '1', '2'] },
  { name: 'a range by its length', keys: { from: 2, length: 2 }, are: ['2', '3'] },
  { name: 'a range by its length begins at 0', keys: { length: 2 }, are: ['0', '1'] },
  { name: 'a range of no length is empty', keys: { from: 3, length: 0 }, are: [] },
  { name: 'a range from nothing by length 0 is empty', keys: { length: 0 }, are: [] },
  { name: 'a range that ends before it begins is empty', keys: { from: 10, to: 1 }, are: [] },
  { name: 'no keys are empty', keys: [], are: [] },
  {
    name: 'ranges that overlap are one',
    keys: [
      { from: 1, to: 3 },
      { from: 2, to: 4 },
    ],
    are: ['1', '2', '3', '4'],
  },
  { name: 'a scalar first does not hide a range', keys: [0, 'x', { from: 2, to: 3 }], are: ['0', '2', '3', 'x'] },
  { name: 'integers first, then by code unit', keys: ['b', 10, 'a', 9, 'B'], are: ['9', '10', 'B', 'a', 'b'] },
  { name: 'equal keys are one', keys: Array(8_000).fill('x'), are: ['x'] },
  { name: 'names that a prototype has', keys: ['toString', 'hasOwnProperty', 'then'], are: ['hasOwnProperty', 'then', 'toString'] },
]

test.each(laws)('$name', ({ keys, are }) => {
  const set = parseKeySet(keys, defaultLimits, [])
  expect([...keysOf(set)]).toEqual(are)
  expect(set.size).toBe(are.length)
})

test('null is a key of its own', () => {
  expect(parseKeySet([null, null], defaultLimits, [])).toMatchObject({ hasNull: true, size: 1 })
})

const long = 'x'.repeat(257)

const refused: { name: string; keys: unknown; code: string; limit?: string }[] = [
  { name: 'a range from below 0', keys: { from: -5, to: 5 }, code: 'BAD_PATH' },
  { name: 'a range from half', keys: { from: 0.5, to: 2 }, code: 'BAD_PATH' },
  { name: 'a range to half', keys: { to: 0.5 }, code: 'BAD_PATH' },
  { name: 'a range from text', keys: { from: 'a', to: 2 }, code: 'BAD_PATH' },
  { name: 'a range to text', keys: { to: '2' }, code: 'BAD_PATH' },
  { name: 'a range to NaN', keys: { to: Number.NaN }, code: 'BAD_PATH' },
  { name: 'a range from what JSON makes of NaN', keys: { from: null, to: 2 }, code: 'BAD_PATH' },
  { name: 'a range to what JSON makes of NaN', keys: { to: null, length: 2 }, code: 'BAD_PATH' },
  { name: 'a range without an end', keys: { from: 1 }, code: 'BAD_PATH' },
  { name: 'a range of nothing', keys: {}, code: 'BAD_PATH' },
  { name: 'a range of a length below 0', keys: { length: -1 }, code: 'BAD_PATH' },
  { name: 'a range of half a length', keys: { length: 1.5 }, code: 'BAD_PATH' },
  { name: 'a range of a length that is null', keys: { from: 0, length: null }, code: 'BAD_PATH' },
  { name: 'a range with another member', keys: { from: 0, to: 1, step: 2 }, code: 'BAD_PATH' },
  { name: 'a range past what is exact', keys: { from: 2 ** 53, to: 2 ** 53 + 1 }, code: 'BAD_PATH' },
  { name: 'an array in an array', keys: [[1]], code: 'BAD_PATH' },
  { name: 'an endless number', keys: Number.POSITIVE_INFINITY, code: 'BAD_PATH' },
  { name: 'nothing', keys: undefined, code: 'BAD_PATH' },
  { name: 'a function', keys: () => 1, code: 'BAD_PATH' },
  { name: 'a range of a billion', keys: { from: 0, to: 1e9 }, code: 'PATH_LIMIT', limit: 'rangeWidth' },
  { name: 'a range of a billion by length', keys: { length: 1e9 }, code: 'PATH_LIMIT', limit: 'rangeWidth' },
  { name: 'a range over all that is exact', keys: { from: 0, to: Number.MAX_SAFE_INTEGER }, code: 'PATH_LIMIT', limit: 'rangeWidth' },
  {
    name: 'five ranges of 500',
    keys: [0, 1, 2, 3, 4].map((at) => ({ from: at * 1_000, length: 500 })),
    code: 'PATH_LIMIT',
    limit: 'keysPerSet',
  },
  { name: '2,001 names', keys: Array.from({ length: 2_001 }, (_, at) => `k${at}`), code: 'PATH_LIMIT', limit: 'keysPerSet' },
  { name: '2,001 numbers', keys: Array.from({ length: 2_001 }, (_, at) => at * 2), code: 'PATH_LIMIT', limit: 'keysPerSet' },
  { name: 'a key of 257 bytes', keys: long, code: 'KEY_LIMIT', limit: 'keyBytes' },
  { name: 'a key of 1 MB', keys: 'x'.repeat(1_000_000), code: 'KEY_LIMIT', limit: 'keyBytes' },
  { name: 'a key of 129 characters of two bytes', keys: 'é'.repeat(129), code: 'KEY_LIMIT', limit: 'keyBytes' },
  { name: 'digits without end', keys: '1'.repeat(300), code: 'KEY_LIMIT', limit: 'keyBytes' },
  { name: 'a key with NUL', keys: 'a\u0000', code: 'KEY_LIMIT' },
  { name: 'a key with a line feed', keys: 'a\nb', code: 'KEY_LIMIT' },
  { name: 'a key with U+2028', keys: 'a\u2028', code: 'KEY_LIMIT' },
  { name: 'a key with half a surrogate pair', keys: 'a\ud800', code: 'KEY_LIMIT' },
]

test.each(refused)('refuses $name', ({ keys, code, limit }) => {
  const refusal = refusalOf(() => parseKeySet(keys, defaultLimits, [3, 1]))
  expect(refusal.code).toBe(code)
  if (limit !== undefined) expect(refusal.details).toMatchObject({ limit, maximum: defaultLimits[limit as keyof typeof defaultLimits] })
  else expect(refusal.details).toEqual({ position: [3, 1] })
})

const boundaries: { limit: 'rangeWidth' | 'keysPerSet' | 'keyBytes'; maximum: number; of(size: number): unknown }[] = [
  { limit: 'rangeWidth', maximum: 5, of: (size) => ({ from: 3, length: size }) },
  { limit: 'keysPerSet', maximum: 5, of: (size) => Array.from({ length: size }, (_, at) => `k${at}`) },
  { limit: 'keyBytes', maximum: 5, of: (size) => 'x'.repeat(size) },
]

test.each(boundaries)('$limit: below and at the limit pass, above is refused', ({ limit, maximum, of }) => {
  const limits = { ...defaultLimits, [limit]: maximum }
  expect(parseKeySet(of(maximum - 1), limits, []).size).toBeGreaterThan(0)
  expect(parseKeySet(of(maximum), limits, []).size).toBeGreaterThan(0)
  expect(refusalOf(() => parseKeySet(of(maximum + 1), limits, [])).details).toEqual({ limit, maximum, actual: maximum + 1 })
})

test('the input stays as it was', () => {
  const keys = Object.freeze([Object.freeze({ from: 1, length: 2 }), 0])
  parseKeySet(keys, defaultLimits, [])
  expect(keys).toEqual([{ from: 1, length: 2 }, 0])
})

test('a printed key set reads as itself', () => {
  const key = fc.oneof(
    fc.nat(30),
    fc.string({ maxLength: 4 }).filter((text) => !/[\u0000-\u001f\u007f]/.test(text)),
    fc.boolean(),
    fc.constant(null),
  )
  const range = fc.record({ from: fc.nat(30), to: fc.nat(30) })
  fc.assert(
    fc.property(fc.array(fc.oneof(key, range), { maxLength: 8 }), (keys) => {
      const set = parseKeySet(keys, defaultLimits, [])
      expect(parseKeySet(printKeySet(set), defaultLimits, [])).toEqual(set)
    }),
  )
})

const ranges = fc.array(
  fc.tuple(fc.nat(40), fc.nat(8)).map(([from, more]) => ({ from, to: from + more })),
  { maxLength: 8 },
)
const members = (of: readonly Range[]) => new Set(of.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)))

test('merged ranges hold the same integers, ascending and apart', () => {
  fc.assert(
    fc.property(ranges, (some) => {
      const merged = mergeRanges(some)
      expect(members(merged)).toEqual(members(some))
      expect(countRanges(merged)).toBe(members(some).size)
      for (const [at, range] of merged.entries()) expect(range.from).toBeGreaterThan((merged[at - 1]?.to ?? -2) + 1)
    }),
  )
})

test('what is subtracted is the difference of the sets', () => {
  fc.assert(
    fc.property(ranges, ranges, (some, others) => {
      const left = subtractRanges(mergeRanges(some), mergeRanges(others))
      const difference = [...members(some)].filter((member) => !members(others).has(member))
      expect(members(left)).toEqual(new Set(difference))
      expect(mergeRanges(left)).toEqual(left)
    }),
  )
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
