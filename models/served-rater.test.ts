import { expect, test } from 'vitest'
import { bayesianDefaults, trainBayesian } from './bayesian-svdpp.ts'
import { foldIn, ratingBy } from './fold-in.ts'
import { holdOut } from './hold-out.ts'
import { rmse } from './metrics.ts'
import { ModelFileError, type Section, writeModelFile } from './model-file.ts'
import { openModelSections } from './model-sections.ts'
import type { Ratings } from './ratings.ts'
import { rbmDefaults, trainRbm } from './rbm.ts'
import { openedFoldIn, servedFoldInOf } from './served-fold-in.ts'
import { ratePairsServed, raterFrom, raterSections, rateServed, servedRaterOf } from './served-rater.ts'
import { servedRbmOf } from './served-rbm.ts'
import { createWorld } from './synthetic.ts'

const { ratings: all } = createWorld({ users: 250, items: 60, factors: 3, ratingsPerUser: 20, noise: 0.5, seed: 6 })
const judged = holdOut(all, 0.1, 1)
const { rest: ratings } = judged
const inner = holdOut(ratings, 0.1, 1)
const nothing = { user: new Int32Array(), item: new Int32Array() }
const partsOf = (of: Ratings) => ({
  fold: servedFoldInOf(trainBayesian(of, nothing, { ...bayesianDefaults, factors: 6, sweeps: 60, burnIn: 20 }).model),
  rbm: servedRbmOf(trainRbm(of, { ...rbmDefaults, hidden: 12, epochs: 10 })),
})
const rater = servedRaterOf(partsOf(ratings), ratings, inner, partsOf(inner.rest))
const sections = raterSections(rater)
const items = ratings.items.length
const everything = Array.from({ length: items }, (_, item) => item)

test('the blend predicts ratings that it has not seen at least as well as the fold-in alone', () => {
  const fold = openedFoldIn(rater.fold)
  const alone = judged.pairs.user.reduce<number[]>((said, user, pair) => {
    const [from, to] = user < 0 ? [0, 0] : [ratings.start[user], ratings.start[user + 1]]
    const member = foldIn(fold, ratings.item.subarray(from, to), ratings.value.subarray(from, to))
    said.push(ratingBy(fold, member, judged.pairs.item[pair] as number))
    return said
  }, [])
  const blended = rmse(ratePairsServed(rater, ratings, judged.pairs), judged.value)
  expect(blended).toBeLessThan(1.005 * rmse(alone, judged.value))
  expect(blended).toBeLessThan(rmse(new Float32Array(judged.value.length).fill(3.4), judged.value))
})

test('a member is told the same alone as among all', () => {
  const [from, to] = [ratings.start[7], ratings.start[8]]
  const history = { items: ratings.item.subarray(from, to), values: ratings.value.subarray(from, to) }
  const pairs = { user: new Int32Array(items).fill(7), item: Int32Array.from(everything) }
  expect(rateServed(rater, history, everything)).toEqual(ratePairsServed(rater, ratings, pairs))
})

test.each([
  { what: 'no history', history: { items: [], values: [] } },
  { what: 'halves of stars, which training had none of', history: { items: [1, 2, 3], values: [0.5, 4.5, 3.5] } },
  { what: 'all items, all alike', history: { items: everything, values: everything.map(() => 5) } },
])('$what: a rating of the scale for every item, known or not', ({ history }) => {
  for (const rating of rateServed(rater, history, [...everything, -1])) {
    expect(rating).toBeGreaterThanOrEqual(1)
    expect(rating).toBeLessThanOrEqual(5)
  }
})

test('who is unknown is told what a member without a history is told', () => {
  const pairs = { user: new Int32Array(items).fill(-1), item: Int32Array.from(everything) }
  expect(ratePairsServed(rater, ratings, pairs)).toEqual(rateServed(rater, { items: [], values: [] }, everything))
})

test('it rates from its file as it did before, to the bit', () => {
  const read = raterFrom(openModelSections(writeModelFile(sections)), items)
  expect(ratePairsServed(read, ratings, judged.pairs)).toEqual(ratePairsServed(rater, ratings, judged.pairs))
  expect(read.match).toEqual(rater.match)
})

const replaced = (name: string, by: Partial<Section>) =>
  sections.map((section) => (section.name === name ? { ...section, ...by } : section))

test.each([
  ...sections.map(({ name }) => ({ what: `no ${name}`, tables: sections.filter((section) => section.name !== name) })),
  ...sections.map(({ name, data, columns }) => ({ what: `${name} a row short`, tables: replaced(name, { data: data.slice(columns) }) })),
  { what: 'a weight that is no number', tables: replaced('rating', { data: new Float64Array(17).fill(Number.NaN) }) },
])('a file with $what is refused', ({ tables }) => {
  expect(() => raterFrom(openModelSections(writeModelFile(tables)), items)).toThrow(ModelFileError)
})
