import { createCoverage, type Taste } from './coverage.ts'
import { Leaders } from './leaders.ts'
import type { RowOffer } from './row-offer.ts'
import { RowQueue } from './row-queue.ts'

/** What rows would add to a page that grows. */
export interface RowGains {
  /** The row that adds most now, of equal ones the first; undefined where none may be added any more. */
  best(): { readonly row: number; readonly gain: number } | undefined
  /** What one row adds now, however few titles it has left. */
  gainOf(row: number): number
  /** What each row adds now: NaN for one that is not in the running. */
  all(): Float64Array
  /** Takes a row out of the running; gives what it shows. */
  show(row: number): Int32Array
}

/** Which rows are in the running, and how many titles each has to have and may show. */
export interface GainOptions {
  readonly runs: (row: number) => boolean
  readonly minTitles: number
  /** How much of a look each column gets; there are so many. */
  readonly columns: Float64Array
  readonly taste?: Taste | undefined
}

/** So many rows, those of which most is watched, are compared by what they cover of a taste; more were no better. */
const shortlist = 8
/** So many rows and columns cover a taste: what is seen of a page before anybody scrolls far. Below, rows are chosen for what is watched alone. */
const covering = { rows: 12, columns: 10 }

/**
 * Keeps what is shown, and finds what each row adds: the sum over its columns of the look that the column gets times the chance that its title is
 * watched; what is shown already adds nothing, and stands in the row only where that keeps its own. Where a taste is given, the best is, of the eight
 * rows that add most, the one that adds most together with what it covers of it.
 *
 * Found lazily (Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978): of a row whose titles stand by chance, or stay,
 * less is watched as others are shown, term by term, so that what it added once is the most it can add, and it is looked at again only where that is
 * enough. What a row covers may grow as titles move up in it, hence the eight.
 */
export function createRowGains(offers: readonly RowOffer[], chance: Float32Array, options: GainOptions): RowGains {
  const { runs, minTitles, columns, taste } = options
  const width = columns.length
  const coverage = taste === undefined ? undefined : createCoverage(taste)
  let placed = 0
  const covers = () => coverage !== undefined && placed < covering.rows
  /** 1 for what is not shown yet. */
  const isLeft = new Uint8Array(chance.length).fill(1)
  /** The titles of each row, as far as they were needed yet. */
  const lists = offers.map(({ titles }) => titles)
  const isWhole = Uint8Array.from(offers, ({ whole }) => Number(whole === undefined))
  /** Where each row begins that leaves out what is shown: in front of it all is, for good. */
  const first = new Uint32Array(offers.length)
  const firstOf = (row: number): number => {
    if ((offers[row] as RowOffer).dedupe) {
      const titles = lists[row] as Int32Array
      let at = first[row] as number
      while (at < titles.length && isLeft[titles[at] as number] === 0) at++
      first[row] = at
    }
    return first[row] as number
  }
  /** What rows show, one behind the other: memory for each would show in the time of a page. */
  const cells = new Int32Array(offers.length * width)
  let end = 0
  /** The most that can be watched yet of each row; -1 where it is not in the running. */
  const most = new Float64Array(offers.length).fill(-1)
  const lazy = new RowQueue(most)
  /** The rows in the running of which more may be watched than before. */
  const eager: number[] = []
  for (let row = 0; row < offers.length; row++) {
    if (!runs(row)) continue
    const { titles, dedupe, byChance = false, whole } = offers[row] as RowOffer
    most[row] = Number.POSITIVE_INFINITY
    // Of a row in part nothing is known of the rest, unless it is told.
    if (!dedupe || byChance || (whole === undefined && standsByChance(titles, chance))) lazy.add(row)
    else eager.push(row)
  }

  /** What is watched of a row; -1 where fewer than `least` titles are left: rows only lose titles, so it stays so. */
  const watchedNow = (row: number, least: number): number => {
    const { dedupe, whole } = offers[row] as RowOffer
    const titles = lists[row] as Int32Array
    const keeps = dedupe ? 0 : 1
    let watched = 0
    let filled = 0
    // Whether a title is shown is as good as chance to a processor: no branch.
    for (let at = firstOf(row); at < titles.length && filled < width; at++) {
      const title = titles[at] as number
      const left = isLeft[title] as number
      watched += left * (columns[filled] as number) * (chance[title] as number)
      filled += left | keeps
    }
    if (filled < width && isWhole[row] === 0 && whole !== undefined) {
      lists[row] = whole()
      isWhole[row] = 1
      return watchedNow(row, least)
    }
    return filled < least ? -1 : watched
  }
  const look = (row: number): number => (most[row] = watchedNow(row, minTitles))
  const coveredBy = (row: number): number => {
    if (coverage === undefined || !covers()) return 0
    const { dedupe } = offers[row] as RowOffer
    const titles = lists[row] as Int32Array
    coverage.begin()
    let column = 0
    const end = Math.min(width, covering.columns)
    for (let at = firstOf(row); at < titles.length && column < end; at++) {
      const title = titles[at] as number
      if (isLeft[title] === 1) coverage.add(title, (columns[column] as number) * (chance[title] as number))
      else if (dedupe) continue
      column++
    }
    return coverage.gain()
  }

  const leaders = new Leaders(shortlist)
  const findLeaders = () => {
    leaders.begin(covers() ? shortlist : 1)
    for (const row of eager) if ((most[row] as number) >= 0) leaders.add(look(row), row)
    let looked = 0
    for (; looked < lazy.count; looked++) {
      const row = lazy.rows[looked] as number
      if (!leaders.takes(most[row] as number, row)) break
      leaders.add(look(row), row)
    }
    lazy.settle(looked)
  }

  return {
    best() {
      findLeaders()
      let best: { row: number; gain: number } | undefined
      for (let place = 0; place < leaders.count; place++) {
        const row = leaders.rows[place] as number
        const gain = (leaders.watched[place] as number) + coveredBy(row)
        if (best === undefined || gain > best.gain || (gain === best.gain && row < best.row)) best = { row, gain }
      }
      return best
    },
    gainOf: (row) => watchedNow(row, 0) + coveredBy(row),
    all() {
      const gains = most.map((bound, row) => {
        const watched = bound < 0 ? -1 : look(row)
        return watched < 0 ? Number.NaN : watched + coveredBy(row)
      })
      lazy.settle(lazy.count)
      return gains
    },
    show(row) {
      if (coverage !== undefined && covers()) {
        coveredBy(row)
        coverage.keep()
      }
      placed++
      lazy.remove(row)
      most[row] = -1
      const { dedupe } = offers[row] as RowOffer
      const titles = lists[row] as Int32Array
      const begin = end
      for (let at = firstOf(row); at < titles.length && end < begin + width; at++) {
        const title = titles[at] as number
        if (!dedupe || isLeft[title] === 1) cells[end++] = title
      }
      for (let at = begin; at < end; at++) isLeft[cells[at] as number] = 0
      return cells.subarray(begin, end)
    },
  }
}

function standsByChance(titles: Int32Array, chance: Float32Array): boolean {
  for (let at = 1; at < titles.length; at++)
    if ((chance[titles[at] as number] as number) > (chance[titles[at - 1] as number] as number)) return false
  return true
}
