import type { CatalogFeatures } from '../catalog.ts'

/** The same catalog without some of its titles. */
export function withoutTitles({ version, ...columns }: CatalogFeatures, isGone: (id: number) => boolean): CatalogFeatures {
  const left = <value>(column: readonly value[]) => column.filter((_, at) => !isGone(columns.ids[at] as number))
  const { ids, names, years, runtimeMinutes, maturity, genres, directors, quality, popularity } = columns
  return {
    version: `${version}-less`,
    ...{ ids: left(ids), names: left(names), years: left(years), runtimeMinutes: left(runtimeMinutes), maturity: left(maturity) },
    ...{ genres: left(genres), directors: left(directors), quality: left(quality), popularity: left(popularity) },
  }
}
