import type { Likes } from './likes.ts'

/**
 * How many members like each item: what is recommended where nothing is known, and the floor under every other model (Cremonesi, Koren and Turrin,
 * "Performance of recommender algorithms on top-N recommendation tasks", 2010: hard to beat by predicted ratings).
 */
export function popularityOf({ items, item }: Likes): Float64Array {
  const counts = new Float64Array(items)
  for (const liked of item) counts[liked] = (counts[liked] as number) + 1
  return counts
}
