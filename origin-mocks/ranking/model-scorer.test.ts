import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { fromHalf } from '../../models/half-float.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { toColumns } from './columns.ts'
import { createModelScorer } from './model-scorer.ts'
import { rankPage } from './rank-page.ts'
import type { Scorer } from './scorer.ts'
import { sampleModel } from './test/sample-model.ts'
import { usualStars } from './usual-stars.ts'

/** Titles 1 to 150, of which the model has never met the last thirty. */
const columns = toColumns(sampleFeatures(150))
const { world, model } = sampleModel({ items: 120 })
const scorer = createModelScorer(columns, 'sample000000', model)
const idAt = (position: number) => columns.ids[position] ?? 0
const isNew = (position: number) => idAt(position) > 120

const empty: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
const rated = (...stars: (readonly [title: number, stars: number])[]): History => ({
  ...empty,
  ratings: stars.map(([title, value]) => ({ title, stars: value, at: 1 })),
})

/** A member of the world as a history, without every fifth of what they liked, and that. */
function split(user: number): { readonly history: History; readonly held: readonly number[] } {
  const { start, item, value, items } = world.ratings
  const own = Array.from({ length: (start[user + 1] ?? 0) - (start[user] ?? 0) }, (_, nth) => (start[user] ?? 0) + nth)
  const told = own.map((at) => [Number(items[item[at] ?? 0]), value[at] ?? 0] as const)
  const liked = told.filter(([, stars]) => stars >= 4)
  const held = liked.filter((_, nth) => nth % 5 === 0).map(([title]) => title)
  return { history: rated(...told.filter(([title]) => !held.includes(title))), held }
}

/** The mean share of held titles among the ten best that were not seen. */
function recallOf(scorerOf: Scorer): number {
  let sum = 0
  for (let user = 0; user < 100; user++) {
    const { history, held } = split(user)
    const seen = new Set(history.ratings.map(({ title }) => title))
    const { score } = scorerOf.scores(history)
    const best = Array.from(score.keys())
      .filter((position) => !seen.has(idAt(position)) && !isNew(position))
      .sort((one, other) => (score[other] ?? 0) - (score[one] ?? 0))
      .slice(0, 10)
    sum += best.filter((position) => held.includes(idAt(position))).length / Math.max(1, Math.min(10, held.length))
  }
  return sum / 100
}

test('a model finds what members liked better than affinities and popularity do', () => {
  const popular: Scorer = { ...scorer, scores: () => scorer.scores(null) }
  const byModel = recallOf(scorer)
  expect(byModel).toBeGreaterThan(1.5 * recallOf(createAffinityScorer(columns)))
  expect(byModel).toBeGreaterThan(1.5 * recallOf(popular))
})

const anyHistory = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 160 }), fc.integer({ min: 0, max: 10 })), { maxLength: 60 })
  .map((stars) => rated(...stars.map(([title, halves]) => [title, halves / 2] as const)))

test('every title has a score and a chance, which never falls as the score grows', () => {
  fc.assert(
    fc.property(fc.option(anyHistory), (history) => {
      const { score, chance } = scorer.scores(history)
      const order = Array.from(score.keys()).sort((one, other) => (score[one] ?? 0) - (score[other] ?? 0))
      for (const [place, position] of order.entries()) {
        expect(score[position]).toBeGreaterThan(Number.NEGATIVE_INFINITY)
        expect(chance[position]).toBeGreaterThanOrEqual(place === 0 ? 0 : (chance[order[place - 1] ?? 0] ?? 1))
        expect(chance[position]).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('match is a whole number from 0 to 100 for known and new titles, whatever the history', () => {
  const positions = Array.from(columns.ids.keys())
  fc.assert(
    fc.property(anyHistory, (history) => {
      for (const match of scorer.match(history, positions)) {
        expect(Number.isInteger(match)).toBe(true)
        expect(match).toBeGreaterThanOrEqual(0)
        expect(match).toBeLessThanOrEqual(100)
      }
    }),
    { numRuns: 20 },
  )
})

test('a title that the model never met is on the first page of whoever its content suits', () => {
  let found = 0
  for (let user = 0; user < 100; user++) {
    const { history } = split(user)
    const { score } = scorer.scores(history)
    const best = Array.from(score.keys()).sort((one, other) => (score[other] ?? 0) - (score[one] ?? 0))
    found += Number(best.slice(0, 20).some(isNew))
  }
  expect(found).toBeGreaterThan(50)
})

test('what was watched to a good part, listed and picked counts as liked, what was only begun does not', () => {
  const said = (history: History) => [...scorer.scores(history).score].filter((_, position) => !isNew(position))
  const loved = said(rated([7, 5]))
  expect(said({ ...empty, viewings: [{ title: 7, positionSeconds: 9_000, at: 1 }] })).toEqual(loved)
  expect(said({ ...empty, myList: [7] })).toEqual(loved)
  expect(said({ ...empty, picks: [{ title: 7, at: 1 }] })).toEqual(loved)
  expect(said({ ...rated([9, 5]), viewings: [{ title: 7, positionSeconds: 300, at: 1 }] })).not.toEqual(said(rated([9, 5], [7, 5])))
})

test('picks are likes until there is enough else', () => {
  const known = (history: History) => [...scorer.scores(history).score].filter((_, position) => !isNew(position))
  const picked = (history: History) => ({ ...history, picks: [{ title: 7, at: 1 }] })
  const little = rated([9, 5])
  const enough = rated([9, 5], ...Array.from({ length: 19 }, (_, at) => [30 + at, 3] as const))
  expect(known(picked(little))).toEqual(known(rated([9, 5], [7, 5])))
  expect(known(picked(enough))).toEqual(known(enough))
})

test('a film that was rated badly is no like, however long it was watched and though it is on the list', () => {
  const unliked = { ...rated([9, 5], [7, 1]), viewings: [{ title: 7, positionSeconds: 9_000, at: 1 }], myList: [7] }
  const known = (history: History) => [...scorer.scores(history).score].filter((_, position) => !isNew(position))
  expect(known(unliked)).toEqual(known(rated([9, 5])))
})

test('a rating moves the match of its film, and a profile that never rates is told one of its own', () => {
  const matchOf = (history: History) => scorer.match(history, [4])[0] ?? 0
  const others = [11, 12, 13, 14].map((title) => [title, 3] as const)
  expect(matchOf(rated(...others, [5, 5]))).toBeGreaterThan(matchOf(rated(...others, [5, 1])))
  const watched = { ...empty, viewings: [3, 30, 60].map((title) => ({ title, positionSeconds: 9_000, at: 1 })) }
  const positions = Array.from(columns.ids.keys())
  expect(scorer.match(watched, positions)).not.toEqual(scorer.match(empty, positions))
})

test('the film that speaks most for another is the one whose like says most of it, and was liked', () => {
  for (let user = 0; user < 20; user++) {
    const { history } = split(user)
    const liked = history.ratings.filter(({ stars }) => stars >= 4 || stars > usualStars(history)).map(({ title }) => title - 1)
    for (const position of [0, 40, 80, 140]) {
      const { item, says } = strongest(liked, position)
      const speaks = scorer.because(history)(position)
      if (says > 0) expect(speaks).toBe(item)
      expect(speaks).not.toBe(position)
    }
  }
})

/** What is liked that says most of a title, by the table of weights; items and positions are the same here but for those that nobody rated. */
function strongest(liked: readonly number[], position: number) {
  const { width, target, weight, rest } = model.ranker.ease
  const itemOf = (at: number) => model.items.indexOf(idAt(at))
  const found = { item: -1, says: 0 }
  for (const one of liked.toSorted((a, b) => a - b)) {
    const from = itemOf(one) * width
    const place = target.subarray(from, from + width).indexOf(itemOf(position))
    const says =
      one === position || place < 0 || itemOf(position) < 0 ? 0 : fromHalf(weight[from + place] ?? 0) + (rest[itemOf(position)] ?? 0)
    if (says > found.says) Object.assign(found, { item: one, says })
  }
  return found
}

test('who likes nothing yet, and a visitor, are ranked by content and popularity', () => {
  const content = createAffinityScorer(columns)
  for (const history of [null, empty, rated([7, 1])]) expect(scorer.scores(history).score).toEqual(content.scores(history).score)
})

test('the same demand and model give the same page, in whatever order the history comes', () => {
  const { history } = split(3)
  const row = { key: 'top-picks', kind: 'TOP_PICKS', heading: '', where: {}, order: 'score', fixed: true, dedupe: true } as const
  const page = (of: History, by = scorer) => rankPage(columns, by, { history: of, rows: [row], maxRows: 1, maxTitles: 40, minTitles: 1 })
  expect(page(history, createModelScorer(columns, 'sample000000', sampleModel({ items: 120 }).model))).toEqual(page(history))
  expect(page({ ...history, ratings: history.ratings.toReversed() })).toEqual(page(history))
  expect(page(history).model).toBe(`model-sample000000.${columns.version}`)
})

test('a model of another catalog altogether says nothing, and content all', () => {
  const stranger = { ...model, items: model.items.map((id) => id + 10_000) }
  const other = createModelScorer(columns, 'stranger0000', stranger)
  const history = rated([7, 5], [8, 1])
  expect(other.scores(history).score).toEqual(createAffinityScorer(columns).scores(history).score)
})

test('who seldom gives four stars likes what is above their usual', () => {
  const known = (history: History) => [...scorer.scores(history).score].filter((_, position) => !isNew(position))
  const harsh = Array.from({ length: 20 }, (_, at) => [30 + at, 1] as const)
  expect(known(rated(...harsh, [7, 3]))).toEqual(known(rated(...harsh, [7, 5])))
  expect(known(rated(...harsh, [9, 5], [7, 1.5]))).toEqual(known(rated(...harsh, [9, 5])))
})
