import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { PageRule } from '../../contracts/ranking.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { boostScores } from './boost-scores.ts'
import { bestFirst, toColumns } from './columns.ts'

const columns = toColumns(sampleFeatures(120))
const scores = createAffinityScorer(columns).scores(null)
const place = (score: Float32Array, position: number) => bestFirst(score).indexOf(position)
const boost = (title: number, factor: number): PageRule => ({ id: `b${title}`, boost: { title, factor } })

test('no boost leaves the very scores', () => {
  expect(boostScores(columns, scores, [{ id: 'x', exclude: { title: 1 } }]).scores).toBe(scores)
})

test('the odds are multiplied; above one a title never falls, below one it never rises, and nothing else moves', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 119 }), fc.double({ min: 0.02, max: 50, noNaN: true }), (position, factor) => {
      const title = columns.ids[position] ?? 0
      const { scores: after } = boostScores(columns, scores, [boost(title, factor)])
      const odds = (chance: number) => chance / (1 - chance)
      expect(odds(after.chance[position] ?? 0)).toBeCloseTo(factor * odds(scores.chance[position] ?? 0), 1)
      const moved = place(after.score, position) - place(scores.score, position)
      expect(factor >= 1 ? moved <= 0 : moved >= 0).toBe(true)
      for (let other = 0; other < columns.count; other++) {
        if (other !== position) expect(after.score[other]).toBe(scores.score[other])
      }
    }),
  )
})

test('a boosted genre is told by how many titles it moved, and boosts of one title multiply', () => {
  const { moved } = boostScores(columns, scores, [
    { id: 'drama', boost: { genre: 'Drama', factor: 2 } },
    boost(columns.ids[4] ?? 0, 100),
    { id: 'none', boost: { genre: 'no such', factor: 2 } },
  ])
  const dramas = columns.byGenre[columns.genreNumbers.get('Drama') ?? -1]?.length ?? 0
  expect(dramas).toBeGreaterThan(0)
  expect([...moved]).toEqual([
    ['drama', dramas],
    [`b${columns.ids[4]}`, 1],
    ['none', 0],
  ])
  const twice = boostScores(columns, scores, [boost(7, 2), { id: 'again', boost: { title: 7, factor: 3 } }])
  expect(twice.scores.chance).toEqual(boostScores(columns, scores, [boost(7, 6)]).scores.chance)
})
