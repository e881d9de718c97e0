import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { History } from '../../contracts/members.ts'
import { openTrainedModel } from '../../models/trained-model.ts'
import { featuresOf } from '../../origin-mocks/catalog/features.ts'
import { cleanedFilms } from '../../origin-mocks/catalog/seed/cleaned-films.ts'
import { appeal } from '../../origin-mocks/members/seed/appeal.ts'
import { filmsFor } from '../../origin-mocks/members/seed/films.ts'
import { generateMembers } from '../../origin-mocks/members/seed/generate-members.ts'
import { generateTastes } from '../../origin-mocks/members/seed/generate-tastes.ts'
import { createAffinityScorer } from '../../origin-mocks/ranking/affinity-scorer.ts'
import { toColumns } from '../../origin-mocks/ranking/columns.ts'
import { createModelScorer } from '../../origin-mocks/ranking/model-scorer.ts'
import { projectRoot } from '../wrangler.ts'
import { demoModel, demoModelFile } from './demo-model.ts'

const features = featuresOf(cleanedFilms().films)
const columns = toColumns(features)
const affinity = createAffinityScorer(columns)
/** Drawn by a seed that the model has not seen: nobody it learnt from. */
const strangers = 99
const tastes = new Map(generateTastes(features, strangers).map((taste) => [taste.profile, taste]))
const films = filmsFor('adult', features)
const adults = generateMembers(features, strangers, Date.UTC(2026, 0, 1)).filter(({ profile }) => profile.kind === 'adult')

let file: Uint8Array
beforeAll(async () => {
  file = await demoModel(projectRoot, () => {})
}, 180_000)

/** How much of what could be had of a taste the forty best that were not seen have, mean of all members: 1 is to know it. */
function recovered(score: (history: History) => Float32Array): number {
  const shares = adults.map(({ profile, ratings, viewings }) => {
    const taste = tastes.get(profile.id)
    if (taste === undefined) throw new Error('Cannot judge: need the taste of each member')
    // How often such a member watches a film, as the generator draws it.
    const worth = new Map(films.map((film) => [film.id, (0.1 + film.popularity) * (0.2 + Math.exp(1.3 * appeal(taste, film)))]))
    const seen = new Set([...ratings, ...viewings].map(({ title }) => title))
    const scores = score({ version: 1, kind: 'adult', country: 'NL', ratings, viewings, myList: [] })
    const unseen = Array.from(columns.ids.keys()).filter((position) => !seen.has(columns.ids[position] ?? 0))
    const worthOf = (positions: readonly number[]) =>
      positions.reduce((sum, position) => sum + (worth.get(columns.ids[position] ?? 0) ?? 0), 0)
    const best = (by: (position: number) => number) => unseen.toSorted((one, other) => by(other) - by(one)).slice(0, 40)
    return worthOf(best((position) => scores[position] ?? 0)) / worthOf(best((position) => worth.get(columns.ids[position] ?? 0) ?? 0))
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

describe('the model that npm start serves', () => {
  test('recovers tastes that are known better than popularity and than affinities do', () => {
    const scorer = createModelScorer(columns, 'demo', openTrainedModel(file))
    const byModel = recovered((history) => scorer.scores(history).score)
    expect(byModel).toBeGreaterThan(1.08 * recovered((history) => affinity.scores(history).score))
    expect(byModel).toBeGreaterThan(1.3 * recovered(() => Float32Array.from(columns.popularity)))
  })

  test('is kept, so that it is trained once', async () => {
    let trained = 0
    expect(existsSync(demoModelFile(projectRoot))).toBe(true)
    expect(Buffer.compare(await demoModel(projectRoot, () => trained++), file)).toBe(0)
    expect(trained).toBe(0)
  })
})
