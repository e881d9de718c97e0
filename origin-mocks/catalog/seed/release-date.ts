/** What was done to a date to mend it. */
export type DateMend = 'twoDigitYear' | 'yearOnly' | 'unknownDate'

export interface Release {
  readonly year: number | null
  /** ISO 8601: a day, or a year alone; null where unknown. Sorts by age as text. */
  readonly released: string | null
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The data was collected in 2010 and announces nothing beyond the year after. */
const lastYear = 2011

/**
 * Reads a date as `Jun 12 1998`.
 * - A year after 2011 was written with two digits: 2046 is 1946.
 * - `Dec 31 1969` is the zero of the Unix clock: nothing is known.
 * - 31 December is how a bare year looks after a shift by a time zone: `Dec 31 1941` is 1942 (Casablanca). From 1997 on, films that
 *   earned money in the United States (`earned`) did open on that day.
 */
export function readReleaseDate(text: unknown, earned: boolean, note: (mend: DateMend) => void): Release {
  const match = typeof text === 'string' ? /^([A-Z][a-z]{2}) (\d{2}) (\d{4})$/.exec(text) : null
  const month = match === null ? -1 : months.indexOf(match[1] ?? '')
  if (match === null || month < 0 || text === 'Dec 31 1969') {
    note('unknownDate')
    return { year: null, released: null }
  }
  const day = match[2]
  const year = Number(match[3])
  const iso = (of: number) => `${of}-${String(month + 1).padStart(2, '0')}-${day}`
  if (year > lastYear) {
    note('twoDigitYear')
    return { year: year - 100, released: iso(year - 100) }
  }
  if (month === 11 && day === '31' && (year < 1997 || !earned)) {
    note('yearOnly')
    return { year: year + 1, released: String(year + 1) }
  }
  return { year, released: iso(year) }
}
