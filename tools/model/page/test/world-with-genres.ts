import { createWorld } from '../../../../models/synthetic.ts'
import type { TitleFacts } from '../read-titles.ts'

const names = ['Action', 'Comedy', 'Drama', 'Horror', 'Romance', 'Western'] as const

/** A drawn world whose titles are of the genres that their factors speak for most, so that genres say something of tastes. */
export function worldWithGenres(size: {
  readonly users: number
  readonly items: number
  readonly ratingsPerUser: number
  readonly seed: number
}) {
  const factors = names.length / 2
  const { ratings, itemFactors } = createWorld({ ...size, factors, noise: 0.5 })
  const titles = new Map<string, TitleFacts>()
  for (const [item, id] of ratings.items.entries()) {
    const own = Array.from(itemFactors.subarray(item * factors, (item + 1) * factors))
    const strongest = [...own.keys()].sort((one, other) => Math.abs(own[other] ?? 0) - Math.abs(own[one] ?? 0)).slice(0, 2)
    const genres = strongest.map((factor) => names[2 * factor + Number((own[factor] ?? 0) > 0)] ?? '')
    titles.set(id, { year: 1970 + (item % 40), genres })
  }
  return { ratings, titles }
}
