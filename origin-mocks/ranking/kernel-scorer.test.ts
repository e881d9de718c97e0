import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { withoutTitles } from '../../contracts/fakes/without-titles.ts'
import type { History } from '../../contracts/members.ts'
import { topOf } from '../../models/top.ts'
import { trainedModelFile } from '../../models/trained-model.ts'
import { toColumns } from './columns.ts'
import { contentScores } from './content-scores.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelModule } from './kernel/test/kernel-module.ts'
import { createKernelScorer } from './kernel-scorer.ts'
import { createModelScorer } from './model-scorer.ts'
import type { Scorer } from './scorer.ts'
import { syntheticModel } from './test/synthetic-model.ts'

const kernel = openKernel(kernelModule())
const empty: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
/** In deviations of the scores: a member's point has seven bits in the kernel. */
const scoreTolerance = 0.08

/** A model of titles 1, 2, 3 … and what it says in the kernel and in plain numbers of a catalog of the same titles and others. */
function scorersOf(items: number, unliked: number, titles: number, isGone: (id: number) => boolean, seed = 9) {
  const columns = toColumns(withoutTitles(sampleFeatures(titles), isGone))
  const model = syntheticModel({ items, factors: 32, easeWidth: 40, hidden: 16, seed, unliked })
  const held = kernel.hold(trainedModelFile(model))
  const knows = (position: number) => (model.ranker.popularity[(columns.ids[position] as number) - 1] ?? 0) > 0
  return { columns, held, knows, plain: createModelScorer(columns, 'm', model), scorer: createKernelScorer(columns, 'm', held) }
}

/** Throws where the kernel says something else than plain numbers, or where what it says of chances and of the best does not follow from its scores. */
function compare(scorer: Scorer, plain: Scorer, history: History | null): void {
  const [expected, found] = [plain.scores(history), scorer.scores(history)]
  expect(found.score).toHaveLength(expected.score.length)
  for (const [position, score] of found.score.entries()) {
    expect(Math.abs(score - (expected.score[position] as number))).toBeLessThan(scoreTolerance)
    expect(Math.abs((found.chance[position] as number) - (expected.chance[position] as number))).toBeLessThan(0.015)
  }
  expect(found.liked).toEqual(expected.liked)
  const order = [...topOf(found.score, found.score.length, new Uint32Array())]
  for (const [place, position] of order.slice(1).entries())
    expect(found.chance[position]).toBeLessThanOrEqual(found.chance[order[place] as number] as number)
  expect([...(found.order?.best(100) ?? [])]).toEqual(order.slice(0, 100))
  const someOf = (positions: readonly number[]) => positions.filter((position) => position % 3 > 0)
  expect([...(found.order?.sorted(Int32Array.from(someOf([...order.keys()]))) ?? [])]).toEqual(someOf(order))
}

/** Throws where what members and operators are told of titles is not what plain numbers tell, or signals are not the parts of a score. */
function compareTold(scorer: Scorer, plain: Scorer, history: History, positions: readonly number[]): void {
  const match = plain.match(history, positions)
  for (const [place, found] of scorer.match(history, positions).entries())
    expect(Math.abs(found - (match[place] as number))).toBeLessThanOrEqual(1)
  expect(positions.map((position) => scorer.because(history)(position))).toEqual(
    positions.map((position) => plain.because(history)(position)),
  )
  const [parts, expected] = [scorer.signals?.(history, positions) ?? [], plain.signals?.(history, positions) ?? []]
  expect(parts.map(({ signal }) => signal)).toEqual(expected.map(({ signal }) => signal))
  const { score } = scorer.scores(history)
  for (const [place, position] of positions.entries()) {
    const sum = parts.reduce((total, { values }) => total + (values[place] as number), 0)
    expect(Math.abs(sum - (score[position] as number))).toBeLessThan(1e-3)
  }
}

const likes = [1, 50, 333, 599, 600, 601, 700]
const history: History = { ...empty, myList: [44, 45], ratings: likes.map((title, at) => ({ title, stars: 3 + (at % 3), at })) }

describe.each([
  { what: 'a model of the whole catalog', items: 600, unliked: 0 },
  { what: 'a model with titles that nobody liked', items: 600, unliked: 0.2 },
  { what: 'a model of fewer titles', items: 500, unliked: 0 },
  { what: 'a model of more titles', items: 700, unliked: 0 },
])('by $what', ({ items, unliked }) => {
  const { plain, scorer } = scorersOf(items, unliked, 600, () => false)

  test.each([
    { who: 'a profile', of: history },
    { who: 'a profile that likes nothing', of: empty },
    { who: 'a visitor', of: null },
  ])('$who gets what plain numbers say', ({ of }) => compare(scorer, plain, of))

  test('matches, what speaks for a title and what its score is made of are those of plain numbers', () => {
    expect(scorer.name).toBe(plain.name)
    compareTold(scorer, plain, history, [0, 1, 49, 300, 598, 599])
  })
})

const anyCatalog = fc.record({
  items: fc.integer({ min: 20, max: 90 }),
  unliked: fc.constantFrom(0, 0.3),
  titles: fc.integer({ min: 20, max: 110 }),
  gone: fc.uniqueArray(fc.integer({ min: 1, max: 110 }), { maxLength: 15 }),
  seed: fc.nat(20),
})
const anyHistory = fc
  .record({
    ratings: fc.array(fc.record({ title: fc.integer({ min: 1, max: 120 }), stars: fc.constantFrom(0.5, 3, 4, 5), at: fc.nat() }), {
      maxLength: 40,
    }),
    myList: fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 5 }),
  })
  .map((own): History => ({ ...empty, ...own }))

test('whatever of a catalog is new to a model and whatever of it is gone, all is told as plain numbers tell it', () => {
  fc.assert(
    fc.property(anyCatalog, anyHistory, ({ items, unliked, titles, gone, seed }, of) => {
      const { columns, plain, scorer } = scorersOf(items, unliked, titles, (id) => gone.includes(id), seed)
      compare(scorer, plain, of)
      compareTold(scorer, plain, of, [...columns.ids.keys()])
    }),
    { numRuns: 60 },
  )
})

test('what a model knows has the score that the model says, to the bit, whatever else the catalog has', () => {
  fc.assert(
    fc.property(anyCatalog, anyHistory, ({ items, unliked, titles, gone, seed }, of) => {
      const { columns, held, knows, scorer } = scorersOf(items, unliked, titles, (id) => gone.includes(id), seed)
      const { score, liked } = scorer.scores(of)
      const itemsLiked = (liked ?? new Uint32Array()).filter(knows).map((position) => (columns.ids[position] as number) - 1)
      const said = itemsLiked.length === 0 ? undefined : held.ranker.scores(itemsLiked)
      const content = contentScores(columns, of)
      for (const [position, id] of columns.ids.entries()) {
        // Whose likes a model knows none of is ranked by content alone.
        if (said === undefined) expect(score[position]).toBe(content[position])
        else if (knows(position)) expect(score[position]).toBe(said[id - 1])
        else expect(score[position]).not.toBeNaN()
      }
    }),
    { numRuns: 60 },
  )
})
