import type { PosterKind, TitleField } from '../../contracts/catalog.ts'

/** Items one call may ask for: far above what the edge sends at once, and below what fits into one bound value of D1 (2 MB). */
const maxItems = 50_000
const maxPosterWidth = 10_000

/** The column of each field; the only names that enter an SQL text. */
export const columns: Readonly<Record<TitleField, string>> = {
  name: 'name',
  year: 'year',
  runtimeMinutes: 'runtime_minutes',
  maturity: 'maturity',
  synopsis: 'synopsis',
  genres: 'genres',
  director: 'director',
}

/** Refuses what is no list of integers. */
export function checkIds(method: string, ids: unknown): asserts ids is readonly number[] {
  checkItems(method, ids, (id) => Number.isInteger(id), 'an integer')
}

/** Refuses what is no list of texts. */
export function checkTexts(method: string, texts: unknown): asserts texts is readonly string[] {
  checkItems(method, texts, (text) => typeof text === 'string', 'a text')
}

/** Refuses what is no list of fields of a title. */
export function checkFields(method: string, fields: unknown): asserts fields is readonly TitleField[] {
  checkItems(method, fields, (field) => typeof field === 'string' && Object.hasOwn(columns, field), 'a field of a title')
}

/** Refuses what is no list of demands for slices: `key` holding `type`, and a window that starts and ends at or after 0. */
export function checkDemands(method: string, demands: unknown, key: string, type: 'string' | 'number'): void {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
  checkItems(
    method,
    demands,
    (demand) => {
      if (typeof demand !== 'object' || demand === null) return false
      const { [key]: of, offset, limit } = demand as Record<string, unknown>
      return (type === 'number' ? Number.isInteger(of) : typeof of === 'string') && isCount(offset) && isCount(limit)
    },
    `a demand of '${key}', offset and limit`,
  )
}

/** Refuses what names no poster: a width in whole pixels from 1 to 10,000. */
export function checkPoster(title: unknown, kind: unknown, width: unknown): asserts kind is PosterKind {
  if (!Number.isInteger(title)) throw new TypeError('Cannot answer poster: a title is an integer')
  if (kind !== 'BOXART' && kind !== 'BILLBOARD') throw new TypeError('Cannot answer poster: a kind is BOXART or BILLBOARD')
  if (!Number.isInteger(width) || (width as number) < 1 || (width as number) > maxPosterWidth) {
    throw new TypeError(`Cannot answer poster: a width is a whole number of pixels from 1 to ${maxPosterWidth}`)
  }
}

function checkItems(method: string, items: unknown, isGood: (item: unknown) => boolean, what: string): void {
  if (!Array.isArray(items)) throw new TypeError(`Cannot answer ${method}: a list is needed, found ${typeof items}`)
  if (items.length > maxItems) throw new TypeError(`Cannot answer ${method}: at most ${maxItems} items, found ${items.length}`)
  const wrong = items.findIndex((item) => !isGood(item))
  if (wrong >= 0) throw new TypeError(`Cannot answer ${method}: item ${wrong} is not ${what}`)
}
