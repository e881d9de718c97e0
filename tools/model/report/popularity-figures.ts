/** What a model recommends, seen from the items. */
export interface PopularityFigures {
  /** The share of all recommendations that each tenth of the catalog has, the most popular tenth first. */
  readonly shareByTenth: readonly number[]
  /** The share of the catalog that is recommended to anybody. */
  readonly coverage: number
  /** The mean share of members who like what is recommended. */
  readonly meanPopularity: number
}

/**
 * How popular lists of items are, by the number of members who like each item (`popularity`, by item). Items that are as popular as each other stand by
 * their number.
 */
export function popularityOf(lists: readonly ArrayLike<number>[], popularity: ArrayLike<number>, members: number): PopularityFigures {
  const order = Array.from({ length: popularity.length }, (_, item) => item)
  order.sort((one, other) => (popularity[other] as number) - (popularity[one] as number) || one - other)
  const tenth = new Uint8Array(popularity.length)
  for (const [place, item] of order.entries()) tenth[item] = Math.floor((place * 10) / popularity.length)

  const counts = new Float64Array(10)
  const seen = new Set<number>()
  let [total, popular] = [0, 0]
  for (const list of lists) {
    for (let place = 0; place < list.length; place++) {
      const item = list[place] as number
      counts[tenth[item] as number] = (counts[tenth[item] as number] as number) + 1
      seen.add(item)
      popular += (popularity[item] as number) / members
      total++
    }
  }
  return {
    shareByTenth: Array.from(counts, (count) => (total > 0 ? count / total : 0)),
    coverage: popularity.length > 0 ? seen.size / popularity.length : 0,
    meanPopularity: total > 0 ? popular / total : 0,
  }
}
