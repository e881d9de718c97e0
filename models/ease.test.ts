import { expect, test } from 'vitest'
import { solve } from './cholesky.ts'
import { type EaseOptions, easeDefaults, scoreEase, trainEase } from './ease.ts'
import { likedBy, likesFrom, likesOfRows, membersOf } from './likes.ts'
import { popularityOf } from './popularity.ts'
import { createWorld } from './synthetic.ts'

const likes = likesFrom(createWorld({ users: 40, items: 15, factors: 2, ratingsPerUser: 8, noise: 0.3, seed: 3 }).ratings)

/** The same weights by least squares, a column at a time and without the formula: what predicts one item from all others. */
function bruteForce(options: EaseOptions): number[][] {
  const { items } = likes
  const members = membersOf(likes)
  const mean = likes.item.length / members
  const popularity = popularityOf(likes).map((count) => Math.max(1, count))
  const typical = popularity.reduce((sum, count) => sum + count, 0) / items
  const scale = [...popularity].map((count) => (count / typical) ** -options.popularityPower)
  const rows = Array.from({ length: members }, (_, member) => {
    const liked = likedBy(likes, member)
    const weight = (liked.length / mean) ** -options.lengthPower
    return { weight, values: scale.map((of, item) => (liked.includes(item) ? of : 0)) }
  }).filter(({ values }) => values.some((value) => value !== 0))
  const product = (i: number, j: number) => rows.reduce((sum, { weight, values }) => sum + weight * (values[i] ?? 0) * (values[j] ?? 0), 0)
  const weights = Array.from({ length: items }, () => new Array<number>(items).fill(0))
  for (let target = 0; target < items; target++) {
    const others = Array.from({ length: items }, (_, item) => item).filter((item) => item !== target)
    const matrix = Float64Array.from({ length: others.length ** 2 }, (_, at) => {
      const [i, j] = [others[Math.floor(at / others.length)] ?? 0, others[at % others.length] ?? 0]
      const forgotten = options.dropout / (1 - options.dropout)
      return product(i, j) + (i === j ? forgotten * product(i, i) + options.penalty : 0)
    })
    const column = Float64Array.from(others, (item) => product(item, target))
    solve(matrix, others.length, column)
    for (const [place, item] of others.entries()) {
      const row = weights[item] ?? []
      const tilt = ((popularity[target] ?? 1) / typical) ** -options.tilt
      row[target] = ((scale[item] ?? 1) * (column[place] ?? 0) * tilt) / (scale[target] ?? 1)
    }
  }
  return weights
}

test.each([
  { name: 'EASE^R', options: { ...easeDefaults, penalty: 2 } },
  { name: 'with dropout', options: { ...easeDefaults, penalty: 1, dropout: 0.4 } },
  { name: 'of members by length', options: { ...easeDefaults, penalty: 1, lengthPower: 0.5 } },
  { name: 'of items by popularity, tilted', options: { penalty: 3, dropout: 0.2, lengthPower: 0.5, popularityPower: 0.3, tilt: 0.2 } },
])('the closed form is the least squares of each column over all others: $name', ({ options }) => {
  const { weights, items } = trainEase(likes, options)
  const expected = bruteForce(options)
  for (let from = 0; from < items; from++) {
    for (let to = 0; to < items; to++) expect(weights[from * items + to]).toBeCloseTo(expected[from]?.[to] ?? Number.NaN, 5)
    expect(weights[from * items + from]).toBe(0)
  }
})

test('a score is the sum of what all that is liked says; nothing liked says nothing', () => {
  const model = trainEase(likes, { ...easeDefaults, penalty: 2 })
  const scores = new Float64Array(likes.items).fill(9)
  scoreEase(model, Uint32Array.of(1, 4), scores)
  for (let item = 0; item < likes.items; item++)
    expect(scores[item]).toBeCloseTo((model.weights[likes.items + item] ?? 0) + (model.weights[4 * likes.items + item] ?? 0), 6)
  scoreEase(model, Uint32Array.of(), scores)
  expect([...scores]).toEqual(new Array(likes.items).fill(0))
})

test('an item that nobody likes and a member who likes nothing change nothing', () => {
  const rows = [Uint32Array.of(0, 1), Uint32Array.of(1, 2), Uint32Array.of(0, 1, 2)]
  const [small, large] = [trainEase(likesOfRows(rows, 3)), trainEase(likesOfRows([...rows, Uint32Array.of()], 4))]
  for (let from = 0; from < 3; from++)
    for (let to = 0; to < 3; to++) expect(large.weights[from * 4 + to]).toBeCloseTo(small.weights[from * 3 + to] ?? Number.NaN, 9)
  expect([...large.weights].filter((_, at) => at % 4 === 3 || at >= 12).every((weight) => weight === 0)).toBe(true)
})

test.each([
  { options: { ...easeDefaults, penalty: 0 }, need: /penalty above 0, found 0/ },
  { options: { ...easeDefaults, penalty: Number.NaN }, need: /penalty above 0, found NaN/ },
  { options: { ...easeDefaults, dropout: 1 }, need: /dropout from 0 to less than 1, found 1/ },
])('$need is needed', ({ options, need }) => {
  expect(() => trainEase(likes, options)).toThrow(need)
})

test('a catalog too large for memory is refused before any of it is taken', () => {
  expect(() => trainEase(likesOfRows([Uint32Array.of(0)], 10_001))).toThrow(/at most 10000 items, found 10001/)
})

test('progress ends at all of its steps', () => {
  const told: number[][] = []
  trainEase(likes, easeDefaults, (done, total) => told.push([done, total]))
  expect(told).toEqual([[1, 1]])
})
