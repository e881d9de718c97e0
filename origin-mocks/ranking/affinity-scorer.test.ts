import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { toColumns } from './columns.ts'

const columns = toColumns(sampleFeatures(600))
const scorer = createAffinityScorer(columns)
const idAt = (position: number) => columns.ids[position] ?? 0
const empty: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
const rated = (...stars: [position: number, stars: number][]): History => ({
  ...empty,
  ratings: stars.map(([position, value]) => ({ title: idAt(position), stars: value, at: 1 })),
})

test.each([
  { who: 'a visitor', history: null },
  { who: 'a fresh profile', history: empty },
  { who: 'a member', history: rated([3, 5], [40, 1], [77, 4]) },
])('a chance never falls as the score grows: $who', ({ history }) => {
  const { score, chance } = scorer.scores(history)
  const order = Array.from(score.keys()).sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0))
  for (const [place, position] of order.entries()) {
    expect(chance[position]).toBeGreaterThanOrEqual(chance[order[place - 1] ?? position] ?? 0)
    expect(chance[position]).toBeGreaterThan(0)
    expect(chance[position]).toBeLessThan(1)
  }
})

test('the film that speaks most for another was liked and shares its director', () => {
  const posting = columns.byDirector.find((films) => films.length >= 2) ?? new Int32Array()
  const [own, other] = posting as unknown as [number, number]
  const unlike = Array.from(columns.ids.keys()).find((position) => !posting.includes(position) && position !== own) ?? 0
  expect(scorer.because(rated([unlike, 5], [other, 5]))(own)).toBe(other)
  expect(scorer.because(rated([other, 1], [unlike, 0.5]))(own)).toBeNull()
})

test('a film never speaks for itself, and an empty history for none', () => {
  expect(scorer.because(rated([5, 5]))(5)).toBeNull()
  expect(scorer.because(empty)(5)).toBeNull()
})
