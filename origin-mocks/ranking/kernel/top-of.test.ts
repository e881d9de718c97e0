import fc from 'fast-check'
import { expect, test } from 'vitest'
import { topOf } from '../../../models/top.ts'
import { rawKernel } from './test/raw-kernel.ts'

const kernel = rawKernel('strict')

function topBy(scores: Float32Array, k: number): number[] {
  kernel.clear()
  const room = Math.max(8 * scores.length, 4096)
  const [at, list, spare, counts] = [kernel.put(scores), kernel.room(room), kernel.room(room), kernel.room(24_576)] as const
  const found = kernel.functions.topOf(at, scores.length, k, list, spare, counts)
  return [...kernel.numbers(list, found)]
}

const expected = (scores: Float32Array, k: number) =>
  [...topOf(scores, scores.length, new Uint32Array())].filter((item) => scores[item] !== Number.NEGATIVE_INFINITY).slice(0, k)

const score = fc.oneof(
  fc.float({ noNaN: true }),
  fc.constantFrom(
    0,
    -0,
    1,
    -1,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    3.4028234663852886e38,
    -3.4028234663852886e38,
    1e-45,
    -1e-45,
  ),
)

test('the best, ties by the lower number, without what is never shown; more than there are is all', () => {
  fc.assert(
    fc.property(fc.array(score, { maxLength: 60 }), fc.nat(70), (values, k) => {
      const scores = Float32Array.from(values)
      expect(topBy(scores, k)).toEqual(expected(scores, k))
    }),
    { numRuns: 300 },
  )
})

/** A catalog that is large enough for a threshold to be guessed. */
const [items, wanted] = [5003, 300]

test.each([
  { what: 'all different', scoreOf: (at: number) => Math.sin(at * 12.9898) * 43758 },
  { what: 'few different ones', scoreOf: (at: number) => (at * 7919) % 7 },
  { what: 'all the same', scoreOf: () => -2.5 },
  { what: 'none to be shown but the last', scoreOf: (at: number) => (at === items - 1 ? 1 : Number.NEGATIVE_INFINITY) },
  { what: 'all good ones where a sample does not look', scoreOf: (at: number) => (at % 9 === 4 ? at : -at) },
  {
    what: 'all good ones where a sample looks',
    scoreOf: (at: number) => (Math.floor((at * 512) / items) !== Math.floor(((at - 1) * 512) / items) ? 1e6 - at : at / 1e6),
  },
  { what: 'falling', scoreOf: (at: number) => -at },
  { what: 'rising', scoreOf: (at: number) => at },
])('of thousands, $what', ({ scoreOf }) => {
  const scores = Float32Array.from({ length: items }, (_, at) => scoreOf(at))
  for (const k of [1, wanted, 4000, items]) expect(topBy(scores, k)).toEqual(expected(scores, k))
})
