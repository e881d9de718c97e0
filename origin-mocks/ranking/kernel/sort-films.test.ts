import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainOrder } from '../score-order.ts'
import { rawKernel } from './test/raw-kernel.ts'

const kernel = rawKernel('strict')

function sorted(scores: Float32Array, films: Int32Array): number[] {
  kernel.clear()
  const room = 8 * films.length
  const [at, list] = [kernel.put(scores), kernel.put(films)]
  kernel.functions.sortFilms(at, list, films.length, kernel.room(room), kernel.room(room), kernel.room(24_576))
  return [...kernel.numbers(list, films.length)]
}

const score = fc.oneof(fc.constantFrom(0, -0, 1, -1, Number.NEGATIVE_INFINITY, 3.4028234663852886e38), fc.float({ noNaN: true }))

test('films in any order are sorted by score, ties by the lower number', () => {
  fc.assert(
    fc.property(
      fc
        .array(score, { minLength: 1, maxLength: 80 })
        .chain((scores) => fc.tuple(fc.constant(Float32Array.from(scores)), fc.shuffledSubarray([...scores.keys()]))),
      ([scores, films]) => {
        const some = Int32Array.from(films)
        expect(sorted(scores, some)).toEqual([...plainOrder(scores).sorted(some)])
      },
    ),
    { numRuns: 300 },
  )
})

test.each([1023, 1024, 4000])('%i films, more than a few rounds of a sort are made for, with ties', (count) => {
  const scores = Float32Array.from({ length: 5000 }, (_, film) => Math.fround(Math.sin(film % 1700) * 1e3))
  const films = Int32Array.from({ length: count }, (_, at) => (at * 1237) % 5000)
  expect(sorted(scores, films)).toEqual([...plainOrder(scores).sorted(films)])
})
