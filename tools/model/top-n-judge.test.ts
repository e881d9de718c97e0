import { expect, test } from 'vitest'
import { easeDefaults, trainEase } from '../../models/ease.ts'
import { trainIals } from '../../models/ials.ts'
import { likesOfRows } from '../../models/likes.ts'
import { recommendMarquee } from '../../models/marquee.ts'
import { popularityOf } from '../../models/popularity.ts'
import { splitStrongly } from '../../models/strong-split.ts'
import { createWorld } from '../../models/synthetic.ts'
import { blendCases, blendLists, judge, meanOfJudged, pairedError, popularityRows, rankBy } from './top-n-judge.ts'
import { tryEase, tryIals } from './top-n-trials.ts'

const member = (history: number[], held: number[]) => ({
  ...{ id: '1', history: Uint32Array.from(history), held: Uint32Array.from(held) },
  stars: new Float32Array(history.length).fill(5),
})

test('each member is judged by a row of scores, history left out', () => {
  const members = [member([0], [2]), member([2], [0, 1])]
  const rows = Float32Array.of(...[9, 5, 4], ...[1, 3, 9])
  const { ndcg, recall } = judge(members, rankBy(rows, 3))
  expect([...ndcg]).toEqual([expect.closeTo(1 / Math.log2(3), 12), 1])
  expect([...recall]).toEqual([1, 1])
})

test('a blend is the weighted sum of standardised scores; a rating moves what it is given weight for', () => {
  const members = [member([3], [0])]
  const [one, other] = [Float32Array.of(3, 2, 1, 9), Float32Array.of(10, 30, 20, 0)]
  const listBy = (weights: number[], ratingWeight = 0, ratings?: Float64Array[]) => {
    const cases = blendCases(members, [one, other], 4, weights)
    return [...blendLists(cases, weights, ratingWeight, ratings)(members[0] ?? member([], []), 0)]
  }
  expect(listBy([1, 0])).toEqual([0, 1, 2])
  expect(listBy([0, 1])).toEqual([1, 2, 0])
  expect(listBy([1, 0], 9, [Float64Array.of(1, 2, 3)])).toEqual([2, 1, 0])
})

test('means and paired errors by hand', () => {
  expect(meanOfJudged(Float64Array.of(1, 2, 6))).toBe(3)
  expect(meanOfJudged(new Float64Array())).toBe(0)
  // Differences 1, 2, 3: deviation 1, of three.
  expect(pairedError(Float64Array.of(2, 4, 6), Float64Array.of(1, 2, 3))).toBeCloseTo(1 / Math.sqrt(3), 12)
})

test('popularity scores are the same for all, and rank as likes do', () => {
  const rows = popularityRows(Float64Array.of(0, 7, 3), 2)
  expect(rows).toHaveLength(6)
  expect([...rankBy(rows, 3)(member([], []), 1)]).toEqual([1, 2, 0])
})

test('what is judged is what members are recommended', () => {
  const { ratings } = createWorld({ users: 200, items: 250, factors: 3, ratingsPerUser: 40, noise: 0.5, seed: 5 })
  const { train, test: members, items } = splitStrongly(ratings, { seed: 1, test: 30, validation: 10, leastLikes: 5 })
  const [easeOptions, ialsOptions] = [
    { ...easeDefaults, penalty: 50 },
    { factors: 4, rounds: 4, missing: 0.1, penalty: 0.01, seed: 1 },
  ]
  const popularity = popularityOf(train)
  const model = {
    ...{ ease: trainEase(train, easeOptions), ials: trainIals(train, ialsOptions), popularity },
    weights: { ease: 1, ials: 0.6, popularity: -0.3, rating: 0 },
  }
  const histories = likesOfRows(
    members.map(({ history }) => history),
    items.length,
  )
  const rows = [tryEase(train, easeOptions, histories), tryIals(train, ialsOptions, histories), popularityRows(popularity, members.length)]
  const listOf = blendLists(blendCases(members, rows, items.length, [1, 0.6, -0.3]), [1, 0.6, -0.3])
  for (const [number, member] of members.entries())
    expect([...listOf(member, number)]).toEqual([...recommendMarquee(model, member.history, 100, member.history)])
})
