import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ModelFileError, writeModelFile } from '../../../models/model-file.ts'
import { rankerSections, scoreServedRanker } from '../../../models/served-ranker.ts'
import { raterSections, rateServed } from '../../../models/served-rater.ts'
import { topOf } from '../../../models/top.ts'
import { openTrainedModel, trainedModelFile } from '../../../models/trained-model.ts'
import { type ModelSize, syntheticModel } from '../test/synthetic-model.ts'
import { openKernel } from './kernel.ts'
import { kernelBuild } from './kernel-build.ts'
import { kernelModule } from './test/kernel-module.ts'

const [relaxed, strict] = [openKernel(kernelModule('relaxed')), openKernel(kernelModule('strict'))]

/** In standard deviations of the scores: a member's point has seven bits. */
const scoreTolerance = 0.08
/** In stars. */
const starTolerance = 1e-4

function held(size: ModelSize) {
  const model = syntheticModel(size)
  const file = trainedModelFile(model)
  return { model, file, relaxed: relaxed.hold(file), strict: strict.hold(file) }
}

const sizes = fc.record({
  items: fc.integer({ min: 1, max: 90 }),
  factors: fc.integer({ min: 16, max: 40 }),
  easeWidth: fc.integer({ min: 1, max: 30 }),
  hidden: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(1000),
})

const withHistory = sizes.chain((size) =>
  fc.record({
    size: fc.constant(size),
    events: fc.array(fc.nat(size.items - 1), { maxLength: 120 }),
    asked: fc.array(fc.nat(size.items - 1), { maxLength: 20 }),
  }),
)

test('the kernel says what the models say, whatever their size and the history, and the same in both builds to the bit', () => {
  fc.assert(
    fc.property(withHistory, ({ size, events, asked }) => {
      const { model, ...kernels } = held(size)
      const liked = Uint32Array.from(events)
      const history = { items: liked, values: Float32Array.from(liked, (item, at) => 1 + ((item + at) % 5)) }
      const scores = kernels.relaxed.ranker.scores(liked)
      const reference = scoreServedRanker(model.ranker, liked)
      for (const [item, score] of scores.entries()) {
        expect(score).not.toBeNaN()
        const expected = reference[item] as number
        if (Number.isFinite(expected)) expect(Math.abs(score - expected)).toBeLessThan(scoreTolerance)
        else expect(score).toBe(Number.NEGATIVE_INFINITY)
      }
      expect(kernels.strict.ranker.scores(liked)).toEqual(scores)
      const shown = [...topOf(scores, size.items, new Uint32Array())].filter((item) => scores[item] !== Number.NEGATIVE_INFINITY)
      expect([
        ...kernels.relaxed
          .order(size.items)
          .of(scores)
          .best(size.items + 5),
      ]).toEqual(shown)
      const stars = kernels.relaxed.rater.rate(history, asked)
      for (const [place, expected] of rateServed(model.rater, history, asked).entries())
        expect(Math.abs((stars[place] as number) - expected)).toBeLessThan(starTolerance)
      expect(kernels.strict.rater.rate(history, asked)).toEqual(stars)
    }),
    { numRuns: 60 },
  )
})

describe('a model of a thousand titles', () => {
  const size = { items: 1003, factors: 64, easeWidth: 50, hidden: 32, seed: 4 }
  const { model, file, ...kernels } = held(size)

  test('nothing liked gets what is popular, nothing rated what is usual', () => {
    expect([...kernels.relaxed.ranker.scores(new Uint32Array())]).toEqual([...model.ranker.popularity])
    const nothing = { items: [], values: [] }
    const stars = kernels.relaxed.rater.rate(nothing, [0, 500, 1002])
    for (const [place, expected] of rateServed(model.rater, nothing, [0, 500, 1002]).entries())
      expect(stars[place]).toBeCloseTo(expected, 4)
  })

  test.each([1, 31, 32, 33, 511, 512, 513, 1003])('%i events, as a short history and as a long one', (length) => {
    const liked = Uint32Array.from({ length }, (_, at) => (at * 389) % size.items)
    const reference = scoreServedRanker(model.ranker, liked)
    for (const [item, score] of kernels.relaxed.ranker.scores(liked).entries())
      if (Number.isFinite(score)) expect(Math.abs(score - (reference[item] as number))).toBeLessThan(scoreTolerance)
    const history = { items: liked, values: Float32Array.from(liked, (item) => 1 + (item % 5)) }
    const asked = Array.from({ length: 600 }, (_, at) => at)
    const stars = kernels.relaxed.rater.rate(history, asked)
    for (const [place, expected] of rateServed(model.rater, history, asked).entries())
      expect(Math.abs((stars[place] as number) - expected)).toBeLessThan(starTolerance)
  })

  test('fifty thousand events are numbers still, and take no more memory', () => {
    const bytes = kernels.strict.bytes
    const liked = Uint32Array.from({ length: 50_000 }, (_, at) => at % size.items)
    const scores = kernels.relaxed.ranker.scores(liked)
    expect(scores.some(Number.isNaN)).toBe(false)
    const reference = scoreServedRanker(model.ranker, liked)
    for (const [item, score] of scores.entries())
      if (Number.isFinite(score)) expect(Math.abs(score - (reference[item] as number))).toBeLessThan(scoreTolerance)
    const stars = kernels.strict.rater.rate({ items: liked, values: new Float32Array(50_000).fill(5) }, [1, 2, 3])
    for (const value of stars) expect(value).toBeGreaterThanOrEqual(1)
    expect(kernels.strict.bytes).toBe(bytes)
  })

  test('two models beside each other do not know of each other, and views stay good', () => {
    const other = relaxed.hold(trainedModelFile(syntheticModel({ ...size, seed: 5 })))
    const liked = Uint32Array.of(3, 7, 500)
    const before = kernels.relaxed.ranker.scores(liked)
    const copy = before.slice()
    other.ranker.scores(liked)
    expect(before).toEqual(copy)
    expect([...kernels.relaxed.model.items]).toEqual([...model.items])
  })

  test.each([
    { what: 'a file cut short', damaged: file.subarray(0, file.length - 1), code: 'MODEL_TRUNCATED' },
    { what: 'a changed byte', damaged: file.map((byte, at) => (at === file.length >> 1 ? byte ^ 1 : byte)), code: 'MODEL_CORRUPT' },
    { what: 'another file', damaged: Uint8Array.of(1, 2, 3), code: 'MODEL_FOREIGN' },
  ])('$what is refused', ({ damaged, code }) => {
    expect(() => relaxed.hold(damaged)).toThrow(expect.objectContaining({ code }))
  })

  const rewritten = (change: (name: string, data: { fill(value: number): unknown }) => void) => {
    const { items, ranker, rater } = openTrainedModel(file.slice())
    const sections = [{ name: 'items', data: items, columns: 1 }, ...raterSections(rater), ...rankerSections(ranker)]
    for (const { name, data } of sections) change(name, data)
    return writeModelFile(sections)
  }
  test.each([
    ['popularity', Number.NaN],
    ['ials-scale', Number.POSITIVE_INFINITY],
    ['rbm-hidden', Number.NaN],
    ['fold-prior', Number.NaN],
    ['ease-weight', 0x7c00],
    ['ials-codes', 127],
  ])('a model whose %s is all %d is refused', (table, value) => {
    expect(() => relaxed.hold(rewritten((name, data) => name === table && data.fill(value)))).toThrow(ModelFileError)
  })

  test('a number of no item is refused: it would be read behind the tables', () => {
    expect(() => kernels.relaxed.ranker.scores(Uint32Array.of(1003))).toThrow(RangeError)
    expect(() => kernels.relaxed.rater.rate({ items: [-1], values: [3] }, [1])).toThrow(RangeError)
    expect(() => kernels.relaxed.rater.rate({ items: [], values: [] }, [0.5])).toThrow(RangeError)
  })
})

test('the build is chosen by what the engine says of a module that needs it', () => {
  expect(kernelBuild((bytes) => WebAssembly.validate(bytes))).toBe('relaxed')
  expect(kernelBuild(() => false)).toBe('strict')
})
