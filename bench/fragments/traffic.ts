import { mulberry32 } from '../graph/homepage.ts'
import { audiences, titleCount } from './catalog.ts'

/** One homepage that a device asks for: 40 rows of 75 titles. */
export interface Visit {
  readonly audience: string
  /** Asked for of every title. */
  readonly fields: readonly string[]
  readonly rows: ReadonlyMap<string, readonly number[]>
  /** Distinct titles on it. */
  readonly titles: number
}

export const rowCount = 40
const columnCount = 75

/** What different devices ask for, and how much of the traffic they are. */
const selections: readonly { readonly fields: readonly string[]; readonly share: number }[] = [
  { fields: ['name', 'year', 'rating', 'boxart'], share: 0.45 },
  { fields: ['name', 'boxart', 'synopsis'], share: 0.3 },
  { fields: ['name', 'year', 'rating', 'boxart', 'synopsis'], share: 0.15 },
  { fields: ['name', 'boxart'], share: 0.1 },
]

/** Endless traffic: titles are drawn by Zipf's law with this exponent, the most popular being any ids. The same for the same seed. */
export function makeTraffic(exponent: number, seed = 7): () => Visit {
  const random = mulberry32(seed)
  const ranked = shuffled(
    Array.from({ length: titleCount }, (_, index) => index + 1),
    mulberry32(11),
  )
  const rank = drawBy(
    ranked.map((_, index) => (index + 1) ** -exponent),
    random,
  )
  const audience = drawBy(
    audiences.map(({ share }) => share),
    random,
  )
  const selection = drawBy(
    selections.map(({ share }) => share),
    random,
  )
  return () => {
    const rows = new Map<string, number[]>()
    const titles = new Set<number>()
    for (let row = 0; row < rowCount; row++) {
      const chosen = new Set<number>()
      while (chosen.size < columnCount) chosen.add(ranked[rank()] as number)
      rows.set(`row-${row}`, [...chosen])
      for (const id of chosen) titles.add(id)
    }
    const { name } = audiences[audience()] as { name: string }
    const { fields } = selections[selection()] as { fields: readonly string[] }
    return { audience: name, fields, rows, titles: titles.size }
  }
}

/** Draws an index, each by its weight. */
function drawBy(weights: readonly number[], random: () => number): () => number {
  let total = 0
  const sums = Float64Array.from(weights, (weight) => (total += weight))
  return () => {
    const wanted = random() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}

function shuffled(ids: number[], random: () => number): number[] {
  for (let index = ids.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const id = ids[index] as number
    ids[index] = ids[other] as number
    ids[other] = id
  }
  return ids
}
