import { type AnswerChecks, checkAligned, checkSlices, checkState, isRecord, type Origin, type TitleSlice } from './origin.ts'

/** A film as the catalog tells it. */
export interface TitleRecord {
  readonly id: number
  readonly name: string
  readonly year: number | null
  readonly runtimeMinutes: number | null
  /** The rating board's mark, as `PG-13`. */
  readonly maturity: string | null
  readonly synopsis: string | null
  readonly genres: readonly string[]
  /** The id of a person. */
  readonly director: string | null
}

export type TitleField = Exclude<keyof TitleRecord, 'id'>

/** The fields asked for, and the id. */
export type TitlePart = { readonly id: number } & Partial<TitleRecord>

export interface PersonRecord {
  /** A slug of the name, as `agnes-varda`. */
  readonly id: string
  readonly name: string
}

/** What the ranking worker knows of each film: columns over `ids`, ascending. */
export interface CatalogFeatures {
  /** Changes whenever any column does. */
  readonly version: string
  readonly ids: readonly number[]
  readonly names: readonly string[]
  readonly years: readonly (number | null)[]
  readonly runtimeMinutes: readonly (number | null)[]
  readonly maturity: readonly (string | null)[]
  readonly genres: readonly (readonly string[])[]
  readonly directors: readonly (string | null)[]
  /** How well regarded, 0 to 1: the mean rating, drawn towards the catalog's mean where votes are few. */
  readonly quality: readonly number[]
  /** How widely seen, 0 to 1, by rank. */
  readonly popularity: readonly number[]
}

export type PosterKind = 'BOXART' | 'BILLBOARD'

export interface Catalog extends Origin {
  /** One record for each id, in that order; null where there is no such title. `fields` empty asks whether it exists. */
  titles(ids: readonly number[], fields: readonly TitleField[]): Promise<readonly (TitlePart | null)[]>
  /** One record for each id, in that order; null where there is no such person. */
  people(ids: readonly string[]): Promise<readonly (PersonRecord | null)[]>
  /** The films a person directed, newest first. */
  filmographies(demands: readonly { person: string; offset: number; limit: number }[]): Promise<readonly TitleSlice[]>
  /** Films like this one by content (genre, director, decade, maturity), the most alike first; never the film itself. At most 40. */
  similar(demands: readonly { title: number; offset: number; limit: number }[]): Promise<readonly TitleSlice[]>
  /** Full-text search by prefixes of words over names and directors, best first. Any text is a good query. */
  search(demands: readonly { query: string; offset: number; limit: number }[]): Promise<readonly TitleSlice[]>
  /** Poster art as SVG, `width` pixels wide; null where there is no such title. The same demand always gives the same bytes. */
  poster(title: number, kind: PosterKind, width: number): Promise<string | null>
  features(): Promise<CatalogFeatures>
  /** The ids in use, both ends included; `to` under `from` where the catalog is empty. */
  extent(): Promise<{ readonly from: number; readonly to: number }>
}

export const catalogAnswers: AnswerChecks<Catalog> = {
  state: checkState,
  titles: (answer, [ids]) => checkAligned(answer, ids),
  people: (answer, [ids]) => checkAligned(answer, ids),
  filmographies: (answer, [demands]) => checkSlices(answer, demands),
  similar: (answer, [demands]) => checkSlices(answer, demands),
  search: (answer, [demands]) => checkSlices(answer, demands),
  poster: (answer) => (answer === null || typeof answer === 'string' ? undefined : 'neither SVG nor null'),
  extent: (answer) =>
    isRecord(answer) && Number.isInteger(answer.from) && Number.isInteger(answer.to) ? undefined : 'not an extent of ids',
  features: (answer) => {
    if (!isRecord(answer) || typeof answer.version !== 'string' || !Array.isArray(answer.ids)) return 'not catalog features'
    for (const column of ['names', 'years', 'runtimeMinutes', 'maturity', 'genres', 'directors', 'quality', 'popularity']) {
      const values = answer[column]
      if (!Array.isArray(values) || values.length !== answer.ids.length) return `column ${column} has another length than ids`
    }
    return undefined
  },
}

/** The dimensions of a poster: boxart stands 2:3, a billboard lies 16:9. Heights are rounded to whole pixels. */
export function posterHeight(kind: PosterKind, width: number): number {
  return Math.round(kind === 'BOXART' ? width * 1.5 : (width * 9) / 16)
}
