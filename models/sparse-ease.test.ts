import { expect, test } from 'vitest'
import { type EaseModel, easeDefaults, scoreEase, trainEase } from './ease.ts'
import { fromHalf } from './half-float.ts'
import { likesFrom } from './likes.ts'
import { popularityOf } from './popularity.ts'
import { scoreSparseEase, sparseEaseOf } from './sparse-ease.ts'
import { createWorld } from './synthetic.ts'

const { ratings } = createWorld({ users: 200, items: 60, factors: 4, ratingsPerUser: 30, noise: 0.3, seed: 2 })
const likes = likesFrom(ratings)
const model = trainEase(likes, { ...easeDefaults, penalty: 20 })
const popularity = popularityOf(likes)
const scoresBy = (score: (scores: Float64Array) => void) => {
  const scores = new Float64Array(model.items)
  score(scores)
  return scores
}

test('with all weights kept, scores are those of EASE, to half precision', () => {
  const sparse = sparseEaseOf(model, popularity, model.items - 1)
  const liked = Uint32Array.of(0, 7, 31)
  const full = scoresBy((scores) => scoreEase(model, liked, scores))
  const kept = scoresBy((scores) => scoreSparseEase(sparse, liked, scores))
  for (const item of full.keys()) if (!liked.includes(item)) expect(kept[item]).toBeCloseTo(full[item] ?? 0, 3)
})

test('the strongest are kept, the strongest first, and none of an item for itself', () => {
  const { target, weight, rest } = sparseEaseOf(model, popularity, 8)
  for (let item = 0; item < model.items; item++) {
    const row = Array.from(model.weights.subarray(item * model.items, (item + 1) * model.items), Math.abs)
    const kept = Array.from(target.subarray(item * 8, item * 8 + 8), (to) => row[to] ?? 0)
    expect(kept).toEqual(row.toSorted((one, other) => other - one).slice(0, 8))
    const [first = 0] = target.subarray(item * 8)
    expect(first).not.toBe(item)
    expect(fromHalf(weight[item * 8] ?? 0) + (rest[first] ?? 0)).toBeCloseTo(model.weights[item * model.items + first] ?? 0, 3)
  }
})

test('what is left out is made up for: scores are nearer to those of EASE than without', () => {
  const sparse = sparseEaseOf(model, popularity, 12)
  const distance = (rest: Float32Array) => {
    let sum = 0
    for (let user = 0; user < 50; user++) {
      const liked = likes.item.subarray(likes.start[user], likes.start[user + 1])
      const full = scoresBy((scores) => scoreEase(model, liked, scores))
      const kept = scoresBy((scores) => scoreSparseEase({ ...sparse, rest }, liked, scores))
      sum += full.reduce((total, score, item) => total + (score - (kept[item] ?? 0)) ** 2, 0)
    }
    return sum
  }
  expect(distance(sparse.rest)).toBeLessThan(distance(new Float32Array(model.items)))
})

test('a catalog smaller than the width has weights of 0 for what is not there', () => {
  const small: EaseModel = { items: 3, weights: Float32Array.of(0, 1, -2, 3, 0, 0.5, -1, 0.25, 0) }
  const sparse = sparseEaseOf(small, Float64Array.of(1, 1, 1), 5)
  expect(scoresBy((scores) => scoreSparseEase(sparse, Uint32Array.of(1), scores)).subarray(0, 3)).toEqual(Float64Array.of(3, 0, 0.5))
  expect([...sparse.weight.subarray(2, 5)]).toEqual([0, 0, 0])
})

test('nothing liked, nothing scored; a catalog too large to number is refused', () => {
  const sparse = sparseEaseOf(model, popularity, 4)
  expect(scoresBy((scores) => scoreSparseEase(sparse, new Uint32Array(), scores)).every((score) => score === 0)).toBe(true)
  expect(() => sparseEaseOf({ items: 65_537, weights: new Float32Array() }, popularity, 4)).toThrow('needs at most 65536')
})
