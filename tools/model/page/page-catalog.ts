import type { TitleGroups } from '../../../models/page/coverage.ts'
import { popularityOf } from '../../../models/popularity.ts'
import type { Ratings } from '../../../models/ratings.ts'
import { type StrongSplit, trainingRatings } from '../../../models/strong-split.ts'
import { topOf } from '../../../models/top.ts'
import type { TitleFacts } from './read-titles.ts'

/** Titles that make a row together. */
export interface TitleGroup {
  readonly key: string
  /** By item: 1 for one of them. */
  readonly has: Uint8Array
}

/** What rows are made of, the same for all members; items by their number in the split. */
export interface PageCatalog {
  readonly items: number
  readonly genres: readonly TitleGroup[]
  /** The same by item. */
  readonly genresOf: TitleGroups
  readonly decades: readonly TitleGroup[]
  /** Two genres, and genres of one decade. */
  readonly pairs: readonly TitleGroup[]
  readonly genreDecades: readonly TitleGroup[]
  /** Of the two latest years. */
  readonly latest: TitleGroup
  /** All items, those with most likes first. */
  readonly byPopularity: Uint32Array
  /** All items, the best rated first: means drawn towards that of all as if so many more had rated them. */
  readonly byQuality: Uint32Array
}

const drawnBy = 25
/** A group that is smaller has no row. */
const leastTitles = 12
const latestYears = 2

/** Makes the catalog of what training members rated and liked. Titles without facts are in no group. */
export function pageCatalogOf(split: StrongSplit, ratings: Ratings, titles: ReadonlyMap<string, TitleFacts>): PageCatalog {
  const facts = split.items.map((id) => titles.get(id))
  const group = (key: string, has: (title: TitleFacts) => boolean): TitleGroup => ({
    key,
    has: Uint8Array.from(facts, (title) => Number(title !== undefined && has(title))),
  })
  const genres = distinct(facts.flatMap((title) => title?.genres ?? [])).map((genre) =>
    group(genre, (title) => title.genres.includes(genre)),
  )
  const years = distinct(facts.flatMap((title) => title?.year ?? []))
  const decades = distinct(years.map(decadeOf)).map((decade) =>
    group(`${decade}s`, (title) => title.year !== null && decadeOf(title.year) === decade),
  )
  const latestFrom = Math.max(...years) - latestYears + 1
  const none = new Uint32Array()
  return {
    items: split.items.length,
    genres,
    genresOf: byItem(genres, split.items.length),
    decades,
    pairs: large(genres.flatMap((one, at) => genres.slice(at + 1).map((other) => both(one, other)))),
    genreDecades: large(genres.flatMap((one) => decades.map((other) => both(one, other)))),
    latest: group('new', ({ year }) => year !== null && year >= latestFrom),
    byPopularity: topOf(popularityOf(split.train), split.items.length, none),
    byQuality: topOf(qualityOf(split, trainingRatings(ratings, split)), split.items.length, none),
  }
}

/** Which of some groups each item is of. */
export function byItem(groups: readonly TitleGroup[], items: number): TitleGroups {
  const own = Array.from({ length: items }, (_, item) => [...groups.keys()].filter((group) => groups[group]?.has[item] === 1))
  const start = new Uint32Array(items + 1)
  for (const [item, { length }] of own.entries()) start[item + 1] = (start[item] as number) + length
  return { start, groups: Uint16Array.from(own.flat()), count: groups.length }
}

function qualityOf(split: StrongSplit, { items, item, value }: Ratings): Float64Array {
  const number = new Map(split.items.map((id, at) => [id, at]))
  const [sum, count] = [new Float64Array(split.items.length), new Float64Array(split.items.length)]
  for (const [at, stars] of value.entries()) {
    const to = number.get(items[item[at] as number] as string) as number
    sum[to] = (sum[to] as number) + stars
    count[to] = (count[to] as number) + 1
  }
  const mean = value.reduce((total, stars) => total + stars, 0) / Math.max(1, value.length)
  return sum.map((total, at) => (total + drawnBy * mean) / ((count[at] as number) + drawnBy))
}

const both = (one: TitleGroup, other: TitleGroup): TitleGroup => ({
  key: `${one.key} ${other.key}`,
  has: one.has.map((mark, at) => mark & (other.has[at] as number)),
})
const large = (groups: readonly TitleGroup[]) => groups.filter(({ has }) => has.reduce((sum, mark) => sum + mark, 0) >= leastTitles)
const distinct = <value extends string | number>(values: readonly value[]): readonly value[] =>
  [...new Set(values)].sort((one, other) => (one < other ? -1 : 1))
const decadeOf = (year: number) => year - (year % 10)
