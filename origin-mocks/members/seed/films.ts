import type { CatalogFeatures } from '../../../contracts/catalog.ts'
import { suitsChildren } from '../../../contracts/maturity.ts'
import type { ProfileRecord } from '../../../contracts/members.ts'

/** A film as the generator sees it: one row of the catalog's columns. */
export interface Film {
  readonly id: number
  readonly genres: readonly string[]
  /** The first year of its decade; null where the year is not known. */
  readonly decade: number | null
  readonly runtimeSeconds: number
  readonly quality: number
  readonly popularity: number
}

const unknownRuntimeMinutes = 100

/** The films that a profile of this kind may see, by id. */
export function filmsFor(kind: ProfileRecord['kind'], features: CatalogFeatures): Film[] {
  return features.ids.flatMap((id, index) => {
    if (kind === 'child' && !suitsChildren(features.maturity[index] ?? null)) return []
    const year = features.years[index] ?? null
    return {
      id,
      genres: features.genres[index] ?? [],
      decade: year === null ? null : Math.floor(year / 10) * 10,
      runtimeSeconds: (features.runtimeMinutes[index] ?? unknownRuntimeMinutes) * 60,
      quality: features.quality[index] ?? 0,
      popularity: features.popularity[index] ?? 0,
    }
  })
}
