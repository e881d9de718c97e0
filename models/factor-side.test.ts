import { expect, test } from 'vitest'
import { solve } from './cholesky.ts'
import { createSide, drawSide, scalesOf } from './factor-side.ts'
import { createNormal, createRandom, drawGamma } from './random.ts'
import { ratingsFrom, transposed } from './ratings.ts'

/** Three members and three items; x is what the items' factor is, by item. */
const ratings = ratingsFrom([
  { user: 'a', item: 'x', value: 1.5 },
  { user: 'a', item: 'y', value: -0.5 },
  { user: 'b', item: 'y', value: 1 },
  { user: 'b', item: 'z', value: 2 },
  { user: 'c', item: 'x', value: -1 },
])
const x = [1, -0.5, 2]
const precision = 2
const [ownPrior, impliedPrior] = [
  { mean: 0.3, precision: 1.5 },
  { mean: -0.2, precision: 4 },
]

/** The mean and the covariance that own and implied have together: linear regression with normal priors, in closed form. */
function posterior() {
  const size = 6
  const matrix = new Float64Array(size * size)
  const vector = new Float64Array(size)
  for (let at = 0; at < size; at++) {
    const prior = at < 3 ? ownPrior : impliedPrior
    matrix[at * size + at] = prior.precision
    vector[at] = prior.precision * prior.mean
  }
  for (let user = 0; user < 3; user++) {
    const items = ratings.item.subarray(ratings.start[user], ratings.start[user + 1])
    for (const [place, item] of items.entries()) {
      const row = new Float64Array(size)
      row[user] = x[item] ?? 0
      for (const other of items) row[3 + other] = (x[item] ?? 0) / Math.sqrt(items.length)
      for (let a = 0; a < size; a++) {
        vector[a] = (vector[a] ?? 0) + precision * (row[a] ?? 0) * (ratings.value[(ratings.start[user] ?? 0) + place] ?? 0)
        for (let b = 0; b < size; b++) matrix[a * size + b] = (matrix[a * size + b] ?? 0) + precision * (row[a] ?? 0) * (row[b] ?? 0)
      }
    }
  }
  const mean = vector.slice()
  solve(matrix.slice(), size, mean)
  const variance = Float64Array.from({ length: size }, (_, at) => {
    const unit = new Float64Array(size)
    unit[at] = 1
    solve(matrix.slice(), size, unit)
    return unit[at] ?? 0
  })
  return { mean, variance }
}

test('draws come from the distribution that the ratings leave: means and variances as in closed form', () => {
  const random = createRandom(11)
  const chance = { random, normal: createNormal(random) }
  const scales = scalesOf(ratings)
  const byItem = transposed(ratings)
  const side = createSide(3, 3, ratings, scales, chance)
  Object.assign(side, { ownPrior, impliedPrior })
  const moved = new Float64Array(3)
  const draws = 40_000
  const sums = new Float64Array(6)
  const squares = new Float64Array(6)
  for (let draw = 0; draw < draws; draw++) {
    const weight = new Float64Array(3)
    const pull = new Float64Array(3)
    for (let user = 0; user < 3; user++)
      for (let at = ratings.start[user] ?? 0; at < (ratings.start[user + 1] ?? 0); at++) {
        const xi = x[ratings.item[at] ?? 0] ?? 0
        weight[user] = (weight[user] ?? 0) + precision * xi * xi
        pull[user] = (pull[user] ?? 0) + precision * xi * ((ratings.value[at] ?? 0) - xi * (side.factor[user] ?? 0))
      }
    drawSide(side, { weight, pull }, byItem, scales, moved, chance)
    for (const [at, value] of [...side.own, ...side.implied].entries()) {
      sums[at] = (sums[at] ?? 0) + value
      squares[at] = (squares[at] ?? 0) + value * value
    }
  }
  const { mean, variance } = posterior()
  for (let at = 0; at < 6; at++) {
    const found = (sums[at] ?? 0) / draws
    expect(Math.abs(found - (mean[at] ?? 0))).toBeLessThan(0.03)
    expect(Math.abs((squares[at] ?? 0) / draws - found ** 2 - (variance[at] ?? 0))).toBeLessThan(0.03)
  }
})

test('what a row is, is kept up: its own and what all who share a rating with it imply', () => {
  const random = createRandom(12)
  const chance = { random, normal: createNormal(random) }
  const scales = scalesOf(ratings)
  const side = createSide(3, 3, ratings, scales, chance)
  const evidence = { weight: Float64Array.of(1, 2, 3), pull: Float64Array.of(1, -1, 0.5) }
  drawSide(side, evidence, transposed(ratings), scales, new Float64Array(3), chance)
  for (let user = 0; user < 3; user++) {
    const items = ratings.item.subarray(ratings.start[user], ratings.start[user + 1])
    const implied = items.reduce((sum, item) => sum + (side.implied[item] ?? 0), 0) / Math.sqrt(items.length)
    expect(side.factor[user]).toBeCloseTo((side.own[user] ?? 0) + implied, 10)
  }
})

test.each([1, 3.5, 40])('gamma draws of shape %d have mean and variance of the shape', (shape) => {
  const random = createRandom(13)
  const normal = createNormal(random)
  const draws = Float64Array.from({ length: 60_000 }, () => drawGamma(shape, random, normal))
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length
  expect(mean / shape).toBeCloseTo(1, 1)
  expect(variance / shape).toBeCloseTo(1, 1)
})
