import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addFigures, bucketOf, type CanaryFigures, noFigures, p95Of } from './canary-figures.ts'
import { canaryBounds, judgeCanary } from './judge-canary.ts'

const seen = (requests: number, errors = 0, ms = 10): CanaryFigures => ({ requests, errors, latency: { [bucketOf(ms * 1_000)]: requests } })
const { ranMs } = canaryBounds
/** So many that take 10 ms, and so many that take 30. */
const mixed = (usual: number, slow: number): CanaryFigures => addFigures(seen(usual, 0, 10), seen(slow, 0, 30))

test.each([
  ['nothing yet', seen(0), seen(0), 0, 'go on'],
  ['too little of the canary, however long', seen(29, 29), seen(5_000), 10 * ranMs, 'go on'],
  ['nothing to compare with', seen(5_000), seen(29), 10 * ranMs, 'go on'],
  ['199 requests before the time is over', seen(199, 199), seen(199), ranMs - 1, 'go on'],
  ['199 requests when it is over', seen(199), seen(199), ranMs, 'promote'],
  ['200 requests without errors', seen(200), seen(200), 0, 'promote'],
  ['as many errors as the others', seen(200, 10), seen(2_000, 100), 0, 'promote'],
  ['fewer errors', seen(200, 0), seen(200, 50), 0, 'promote'],
  ['a few more errors by chance', seen(200, 12), seen(200, 8), 0, 'promote'],
  ['more errors than chance gives', seen(200, 20), seen(200, 4), 0, 'undo'],
  ['every request an error', seen(200, 200), seen(200, 0), 0, 'undo'],
  ['everything fails everywhere', seen(200, 200), seen(200, 200), 0, 'promote'],
  ['1.4 times as slow', seen(200, 0, 14), seen(200, 0, 10), 0, 'promote'],
  ['twice as slow', seen(200, 0, 20), seen(200, 0, 10), 0, 'undo'],
  ['a tail that may be slower by chance', mixed(188, 12), seen(200, 0, 10), 0, 'go on'],
  ['such a tail when the time is over', mixed(188, 12), seen(200, 0, 10), ranMs, 'undo'],
  ['such a tail of many more', mixed(1_800, 200), seen(200, 0, 10), 0, 'undo'],
  ['twice as slow, by less than the clock can tell', seen(200, 0, 2), seen(200, 0, 1), 0, 'promote'],
])('%s', (_, canary, control, ran, verdict) => {
  expect(judgeCanary({ canary, control, ranMs: ran }).verdict).toBe(verdict)
})

test('the bound on errors is that of the two-proportion test: undone exactly from p < 0.01', () => {
  const undone = (errors: number) => judgeCanary({ canary: seen(1_000, errors), control: seen(1_000, 10), ranMs: 0 }).verdict === 'undo'
  // By hand: 23 errors beside 10 give z = 2.28, 24 give z = 2.42.
  expect([undone(23), undone(24)]).toEqual([false, true])
})

test('the 95th percentile is within a bucket of the truth, however the requests were counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 300 }), fc.nat(), (micros, cut) => {
      const figures = (list: readonly number[]) =>
        list.reduce((sum, one) => addFigures(sum, { requests: 1, errors: 0, latency: { [bucketOf(one)]: 1 } }), noFigures)
      const at = cut % micros.length
      const together = addFigures(figures(micros.slice(0, at)), figures(micros.slice(at)))
      const truth = micros.toSorted((one, other) => one - other)[Math.ceil(micros.length * 0.95) - 1] as number
      expect(together.requests).toBe(micros.length)
      expect(p95Of(together)).toBeGreaterThanOrEqual(truth * 0.999)
      expect(p95Of(together)).toBeLessThanOrEqual(truth * 1.1)
    }),
  )
})
