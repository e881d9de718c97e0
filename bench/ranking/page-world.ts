import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { withoutTitles } from '../../contracts/fakes/without-titles.ts'
import type { History } from '../../contracts/members.ts'
import type { PageDemand } from '../../contracts/ranking.ts'
import { trainedModelFile } from '../../models/trained-model.ts'
import { toColumns } from '../../origin-mocks/ranking/columns.ts'
import { syntheticModel } from '../../origin-mocks/ranking/test/synthetic-model.ts'
import { candidateRows } from '../../origin-mocks/recommendations/candidate-rows.ts'
import { indexFeatures } from '../../origin-mocks/recommendations/feature-index.ts'

const now = Date.UTC(2026, 0, 1)
const members = 32
const [events, listed, charted] = [200, 20, 40]
/** A model's weights of EASE take eight megabytes at most, four bytes each. */
const easeWidth = (items: number) => Math.min(200, Math.floor(8e6 / 4 / items))

/** The file of a model that nobody trained, as large as one of so many titles is. */
export const modelFile = (items: number, seed = 1) =>
  trainedModelFile(syntheticModel({ items, factors: 128, easeWidth: easeWidth(items), hidden: 32, seed, unliked: 0 }))

/**
 * A catalog of so many titles, and what 32 members ask of it: pages of 40 rows of 40 titles, each from the rows that the recommendations would propose
 * to a history of 200 ratings, all of them likes, and a list of 20. Where titles have `changed` since the model was trained, so many of the model's are
 * gone, histories or not, and as many are there that it never met.
 */
export function pageWorld(items: number, changed = 0) {
  const features = changedFeatures(items, changed)
  const index = indexFeatures(features)
  const chart = { name: 'the Netherlands', titles: Array.from({ length: charted }, (_, place) => place + 1) }
  const demands = Array.from({ length: members }, (_, member): PageDemand => {
    const title = (nth: number) => 1 + ((member * 7919 + nth * 104_729) % items)
    const history: History = {
      ...{ version: 1, kind: 'adult', country: 'NL', viewings: [] },
      ratings: Array.from({ length: events }, (_, nth) => ({ title: title(nth), stars: 4 + (nth % 2), at: now - nth * 60_000 })),
      myList: Array.from({ length: listed }, (_, nth) => title(events + nth)),
    }
    return { history, rows: candidateRows(index, history, { now, country: chart }), maxRows: 40, maxTitles: 40, minTitles: 4 }
  })
  return { columns: toColumns(features), demands }
}

/** Every hundredth of the model's titles is gone, say, and the newest are as many more. */
function changedFeatures(items: number, changed: number): CatalogFeatures {
  return withoutTitles(sampleFeatures(items + changed), (id) => id <= items && id % Math.floor(items / changed) === 0)
}
