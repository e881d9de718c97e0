import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { createRandom } from '../../models/random.ts'
import { toColumns } from './columns.ts'
import { contentScores } from './content-scores.ts'
import { knownItems } from './known-items.ts'
import { momentsOf } from './on-scale-of.ts'
import { createUnknownScores } from './score-unknown.ts'
import { syntheticModel } from './test/synthetic-model.ts'

const columns = toColumns(sampleFeatures(6000))
const { items, ranker } = syntheticModel({ items: 5700, factors: 16, easeWidth: 4, hidden: 4, seed: 2, unliked: 0.05 })
const known = knownItems(columns, { items, ranker })
const scoreUnknown = createUnknownScores(columns, known)

const anyHistory = fc
  .array(fc.record({ title: fc.integer({ min: 1, max: 6000 }), stars: fc.constantFrom(0.5, 2, 3, 4, 5), at: fc.nat(1e9) }), {
    maxLength: 60,
  })
  .map((ratings): History => ({ version: 1, kind: 'adult', country: 'NL', ratings, viewings: [], myList: [] }))

/** Scores as those of models are: most near their mean, some far above it. */
function modelScores(seed: number): Float32Array {
  const random = createRandom(seed, 'model-scores')
  return Float32Array.from({ length: columns.count }, () => 3 + 0.7 * -Math.log(1 - random()))
}

test('a new title stands as far from the mean of a model as its content does from that of all that the model knows', () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(50), (history, seed) => {
      const score = modelScores(seed)
      for (const position of known.unknown) score[position] = 0
      const before = score.slice()
      scoreUnknown(history, score)
      const content = contentScores(columns, history)
      const of = (scores: Float32Array) => momentsOf(Float32Array.from(known.known, (position) => scores[position] as number))
      const [model, other] = [of(before), of(content)]
      for (const position of known.unknown) {
        const [stands, expected] = [score, content].map((scores, at) => {
          const { mean, deviation } = [model, other][at] as typeof model
          return ((scores[position] as number) - mean) / deviation
        }) as [number, number]
        // A thousand titles stand for all of them where content is asked.
        expect(Math.abs(stands - expected)).toBeLessThan(0.05 * (1 + Math.abs(expected)))
      }
      for (const position of known.known) expect(score[position]).toBe(before[position])
    }),
    { numRuns: 40 },
  )
})

test('where content says the same of all that a model knows, what it says of a new title stands alone', () => {
  const same = { ...sampleFeatures(30), quality: new Array(30).fill(0.5), popularity: new Array(30).fill(0.5) }
  const alike = toColumns({ ...same, genres: new Array(30).fill([]), directors: new Array(30).fill(null), years: new Array(30).fill(null) })
  const few = knownItems(alike, { items: items.subarray(0, 20), ranker })
  const score = new Float32Array(30).fill(7, 0, 20)
  const nothing: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
  createUnknownScores(alike, few)(nothing, score)
  for (const position of few.unknown) expect(score[position]).toBe(0)
})
