import { expect, test } from 'vitest'
import { foldInIals, type IalsOptions, ialsLoss, scoreIals, trainIals } from './ials.ts'
import { likedBy, likesFrom, membersOf } from './likes.ts'
import { createWorld } from './synthetic.ts'

const likes = likesFrom(createWorld({ users: 60, items: 30, factors: 2, ratingsPerUser: 12, noise: 0.3, seed: 3 }).ratings)
const options: IalsOptions = { factors: 4, rounds: 6, missing: 0.2, penalty: 0.01, seed: 1 }

/** The loss as it stands in the paper, over all pairs. */
function lossOverAllPairs(members: Float64Array, items: Float64Array): number {
  const { factors, missing, penalty } = options
  const square = (points: Float64Array, row: number) =>
    points.subarray(row * factors, (row + 1) * factors).reduce((sum, value) => sum + value ** 2, 0)
  const fans = new Array<number>(likes.items).fill(0)
  let loss = 0
  for (let member = 0; member < membersOf(likes); member++) {
    const liked = likedBy(likes, member)
    for (let item = 0; item < likes.items; item++) {
      let score = 0
      for (let f = 0; f < factors; f++) score += (members[member * factors + f] ?? 0) * (items[item * factors + f] ?? 0)
      loss += missing * score ** 2
      if (!liked.includes(item)) continue
      loss += (score - 1) ** 2
      fans[item] = (fans[item] ?? 0) + 1
    }
    loss += penalty * (liked.length + missing * likes.items) * square(members, member)
  }
  for (let item = 0; item < likes.items; item++) loss += penalty * ((fans[item] ?? 0) + missing * membersOf(likes)) * square(items, item)
  return loss
}

test('the loss is the one over all pairs, and no round raises it', () => {
  const losses: number[] = []
  trainIals(likes, options, undefined, (members, items) => {
    losses.push(ialsLoss(likes, members, items, options))
    expect(losses.at(-1)).toBeCloseTo(lossOverAllPairs(members, items), 6)
  })
  expect(losses).toHaveLength(6)
  for (let round = 1; round < losses.length; round++) expect(losses[round]).toBeLessThan(losses[round - 1] ?? 0)
})

test('a folded-in point is where the gradient of the loss is 0', () => {
  const model = trainIals(likes, options)
  const liked = likedBy(likes, 7)
  const point = foldInIals(model, liked)
  const { factors, missing, penalty } = options
  const scoreAt = (moved: Float64Array, item: number) =>
    moved.reduce((sum, value, f) => sum + value * (model.itemFactors[item * factors + f] ?? 0), 0)
  const loss = (moved: Float64Array) => {
    let sum = penalty * (liked.length + missing * likes.items) * moved.reduce((square, value) => square + value ** 2, 0)
    for (let item = 0; item < likes.items; item++) {
      sum += missing * scoreAt(moved, item) ** 2
      if (liked.includes(item)) sum += (scoreAt(moved, item) - 1) ** 2
    }
    return sum
  }
  for (let f = 0; f < factors; f++) {
    const [ahead, behind] = [point.slice(), point.slice()]
    ahead[f] = (ahead[f] ?? 0) + 1e-4
    behind[f] = (behind[f] ?? 0) - 1e-4
    expect(Math.abs(loss(ahead) - loss(behind)) / 2e-4).toBeLessThan(1e-6)
  }
})

test('scores are products with the point; nothing liked scores 0 everywhere', () => {
  const model = trainIals(likes, options)
  const scores = new Float64Array(likes.items).fill(9)
  scoreIals(model, likedBy(likes, 3), scores)
  const point = foldInIals(model, likedBy(likes, 3))
  expect(scores[2]).toBeCloseTo(
    point.reduce((sum, value, f) => sum + value * (model.itemFactors[2 * options.factors + f] ?? 0), 0),
    12,
  )
  scoreIals(model, Uint32Array.of(), scores)
  expect([...scores].every((score) => score === 0)).toBe(true)
})

test.each([1, 3, 5])('an odd number of factors is solved like any other: %i', (factors) => {
  const model = trainIals(likes, { ...options, factors })
  const [liked, point] = [likedBy(likes, 7), foldInIals(model, likedBy(likes, 7))]
  const q = (item: number, f: number) => model.itemFactors[item * factors + f] ?? 0
  for (let row = 0; row < factors; row++) {
    let [left, right] = [options.penalty * (liked.length + options.missing * likes.items) * (point[row] ?? 0), 0]
    for (let item = 0; item < likes.items; item++) {
      const score = point.reduce((sum, value, f) => sum + value * q(item, f), 0)
      left += (options.missing + Number(liked.includes(item))) * score * q(item, row)
      if (liked.includes(item)) right += q(item, row)
    }
    expect(left).toBeCloseTo(right, 9)
  }
})

test('a seed gives one model', () => {
  expect(trainIals(likes, options)).toEqual(trainIals(likes, options))
  expect(trainIals(likes, { ...options, seed: 2 }).itemFactors).not.toEqual(trainIals(likes, options).itemFactors)
})
