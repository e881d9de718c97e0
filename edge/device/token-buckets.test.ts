import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBuckets } from './token-buckets.ts'

const hash = (key: string) => Number(key)
const taken = (waits: readonly number[]) => waits.filter((wait) => wait === 0).length

test('a bucket gives its burst at once, then one at a time', () => {
  const buckets = createTokenBuckets({ perSecond: 10, burst: 3 }, 100, hash)
  expect([0, 0, 0, 0].map((now) => buckets.take('1', now))).toEqual([0, 0, 0, 100])
  expect(buckets.take('1', 99)).toBe(1)
  expect(buckets.take('1', 100)).toBe(0)
  expect(buckets.take('1', 100)).toBe(100)
  expect(taken(Array.from({ length: 5 }, () => buckets.take('1', 60_000)))).toBe(3)
})

test('keys have buckets of their own', () => {
  const buckets = createTokenBuckets({ perSecond: 1, burst: 1 }, 100, hash)
  expect(['1', '2', '1', '2'].map((key) => buckets.take(key, 0) === 0)).toEqual([true, true, false, false])
})

test('whatever comes when, no stretch of time gives more than its burst and its rate, and who keeps to the rate always gets one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(2_000)), (perSecond, burst, gaps) => {
      const buckets = createTokenBuckets({ perSecond, burst }, 100, hash)
      const at: number[] = []
      let now = 0
      for (const gap of gaps) {
        now += gap
        if (buckets.take('1', now) === 0) at.push(now)
      }
      for (const [from, start] of at.entries())
        for (const [to, end] of at.entries())
          if (to >= from) expect(to - from + 1).toBeLessThanOrEqual(burst + ((end - start) * perSecond) / 1_000 + 1e-3)
      const steady = Array.from({ length: 20 }, (_, step) => buckets.take('2', now + (step * 1_000) / perSecond))
      expect(taken(steady)).toBe(20)
    }),
  )
})

test('what a flood of keys leaves behind is bounded, and who asks meanwhile is still counted', () => {
  const buckets = createTokenBuckets({ perSecond: 0.001, burst: 1 }, 100, hash)
  expect(buckets.take('-1', 0)).toBe(0)
  let refused = 0
  for (let key = 0; key < 49; key++) {
    buckets.take(String(key), 0)
    if (buckets.take('-1', 0) > 0) refused++
  }
  expect(refused).toBe(49)
})
