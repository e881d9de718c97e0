import type { PageRule } from './ranking.ts'

/** The name of the place on top of a page, where a title can be pinned as to a row. */
export const billboardRow = 'billboard'

/** A title that a rule puts at a place (from 1) of a row. */
export interface TitlePin {
  readonly rule: string
  readonly title: number
  readonly row: string
  readonly place: number
}

/** The first rule that excludes a film, by its id; undefined where none does. Made once for a page, asked for each film. */
export function excluderOf(rules: readonly PageRule[]): (title: number, genres: readonly string[]) => string | undefined {
  const titles = new Map<number, string>()
  const byGenre = new Map<string, string>()
  for (const rule of rules.toReversed()) {
    if (!('exclude' in rule)) continue
    if (rule.exclude.title !== undefined) titles.set(rule.exclude.title, rule.id)
    else byGenre.set(rule.exclude.genre, rule.id)
  }
  return (title, genres) => {
    const named = titles.get(title)
    if (named !== undefined || byGenre.size === 0) return named
    for (const genre of genres) {
      const rule = byGenre.get(genre)
      if (rule !== undefined) return rule
    }
    return undefined
  }
}

/** The pins of titles, by place, so that each is still at its own when the next is put; of two for one title or place the first counts. */
export function titlePins(rules: readonly PageRule[]): TitlePin[] {
  const pins: TitlePin[] = []
  for (const rule of rules) {
    if (!('pin' in rule) || rule.pin.title === undefined) continue
    const { title, row, place } = rule.pin
    const isTaken = pins.some((pin) => pin.title === title || (pin.row === row && pin.place === place))
    if (!isTaken) pins.push({ rule: rule.id, title, row, place })
  }
  return pins.sort((a, b) => a.place - b.place)
}

/**
 * The rows with those that rules pin at their places (from 1), fixed there. To be asked without rows that have nothing to show, because
 * these take no place.
 */
export function placePinnedRows<row extends { readonly key: string; readonly fixed: boolean }>(
  rows: readonly row[],
  rules: readonly PageRule[],
): { readonly rows: readonly row[]; readonly placed: readonly string[] } {
  const pins = rules.flatMap((rule) => ('pin' in rule && rule.pin.title === undefined ? [{ ...rule.pin, rule: rule.id }] : []))
  const wanted = pins
    .filter((pin, at) => pins.findIndex((other) => other.row === pin.row || other.place === pin.place) === at)
    .flatMap((pin) => {
      const row = rows.find((one) => one.key === pin.row)
      return row === undefined ? [] : [{ ...pin, row }]
    })
    .sort((a, b) => a.place - b.place)
  if (wanted.length === 0) return { rows, placed: [] }
  const pinned = new Set(wanted.map(({ row }) => row.key))
  const placed = rows.filter((row) => !pinned.has(row.key))
  for (const { row, place } of wanted) placed.splice(place - 1, 0, { ...row, fixed: true })
  return { rows: placed, placed: wanted.map(({ rule }) => rule) }
}

/** A row as it is shown, unless a pin changes it. */
export interface ShownRow {
  readonly key: string
  /** Whether it leaves out what others show. */
  readonly dedupe: boolean
  readonly titles: number[]
}

/**
 * Puts pinned titles at their places and takes them out of other rows that show nothing twice. A row that loses some gets the next of
 * its own, by `next`, that are shown nowhere, and goes where it has none left. Changes `rows`; answers which pins found their row.
 */
export function pinTitles(
  rows: ShownRow[],
  pins: readonly TitlePin[],
  maxTitles: number,
  next: (key: string, isShown: (title: number) => boolean) => number | undefined,
): ReadonlySet<TitlePin> {
  const placed = new Set<TitlePin>()
  if (pins.length === 0) return placed
  const lengths = new Map(rows.map((row) => [row, row.titles.length]))
  for (const pin of pins) {
    const target = rows.find(({ key }) => key === pin.row)
    if (target === undefined) continue
    for (const row of rows) {
      const at = row === target || row.dedupe ? row.titles.indexOf(pin.title) : -1
      if (at >= 0) row.titles.splice(at, 1)
    }
    target.titles.splice(Math.min(pin.place - 1, maxTitles - 1), 0, pin.title)
    target.titles.length = Math.min(target.titles.length, maxTitles)
    placed.add(pin)
  }
  const shown = new Set(rows.flatMap(({ titles }) => titles))
  for (const [row, length] of lengths) {
    while (row.titles.length < length) {
      const title = next(row.key, (one) => shown.has(one))
      if (title === undefined) break
      row.titles.push(title)
      shown.add(title)
    }
    if (row.titles.length === 0) rows.splice(rows.indexOf(row), 1)
  }
  return placed
}
