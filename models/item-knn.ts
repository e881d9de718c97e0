import type { Pairs } from './pairs.ts'
import { meanOf, type Ratings, transposed } from './ratings.ts'

/** How neighbours are found. */
export interface KnnOptions {
  readonly neighbours: number
  /** Members in common that it takes until a correlation counts half. */
  readonly support: number
  /** How strongly the mean of an item is drawn towards that of all, in ratings. */
  readonly meanPenalty: number
}

export const knnDefaults: KnnOptions = { neighbours: 40, support: 50, meanPenalty: 2 }

/**
 * What members would give by what they gave to the items most alike: Pearson's correlation over the members who rated both, shrunk by their
 * number; the mean of the nearest, weighed by it (Sarwar et al., "Item-based collaborative filtering recommendation algorithms", 2001; Bell and Koren,
 * "Improved neighborhood-based collaborative filtering", 2007). This is what the Netflix Prize was to beat, Cinematch, as far as it is known. Nothing is
 * kept: likenesses are found for an item at a time.
 */
export function predictByNeighbours(
  ratings: Ratings,
  pairs: Pairs,
  options: KnnOptions = knnDefaults,
  onItem?: (done: number, total: number) => void,
): Float32Array {
  const byItem = transposed(ratings)
  const mean = meanOf(ratings.value)
  const means = itemMeans(byItem, mean, options.meanPenalty)
  const rests = Float32Array.from(ratings.value, (value, at) => value - (means[ratings.item[at] as number] as number))
  const predictions = Float32Array.from(pairs.item, (item) => means[item] ?? mean)
  const askedBy = pairsByItem(pairs, ratings.items.length)
  const likeness = new Float64Array(ratings.items.length)
  for (let item = 0; item < ratings.items.length; item++) {
    const asked = askedBy[item] as readonly number[]
    if (asked.length > 0) correlate(ratings, byItem, rests, item, options.support, likeness)
    for (const pair of asked) {
      const user = pairs.user[pair] as number
      if (user < 0) continue
      const [from, to] = [ratings.start[user] as number, ratings.start[user + 1] as number]
      const rest = meanOfNearest(ratings.item.subarray(from, to), rests.subarray(from, to), likeness, options.neighbours)
      predictions[pair] = (predictions[pair] as number) + rest
    }
    onItem?.(item + 1, ratings.items.length)
  }
  return predictions
}

/** The mean of each item, drawn towards that of all by `penalty` ratings. */
export function itemMeans({ users, start, value }: Ratings, mean: number, penalty: number): Float64Array {
  return Float64Array.from(users, (_, item) => {
    const own = value.subarray(start[item], start[item + 1])
    return (meanOf(own) * own.length + mean * penalty) / (own.length + penalty)
  })
}

/** How alike each item is to one of them, from -1 to 1, 0 for itself: n / (n + support) of the correlation over n members who rated both. */
export function correlate(
  { start, item: items }: Ratings,
  byItem: Ratings,
  rests: Float32Array,
  item: number,
  support: number,
  likeness: Float64Array,
): void {
  const count = likeness.length
  const [common, products, own, others] = Array.from({ length: 4 }, () => new Float64Array(count)) as [
    ...[Float64Array, Float64Array, Float64Array, Float64Array],
  ]
  for (let rater = byItem.start[item] as number; rater < (byItem.start[item + 1] as number); rater++) {
    const user = byItem.item[rater] as number
    const [from, to] = [start[user] as number, start[user + 1] as number]
    const rest = rests[placeOf(items, item, from, to)] as number
    for (let at = from; at < to; at++) {
      const other = items[at] as number
      const otherRest = rests[at] as number
      common[other] = (common[other] as number) + 1
      products[other] = (products[other] as number) + rest * otherRest
      own[other] = (own[other] as number) + rest * rest
      others[other] = (others[other] as number) + otherRest * otherRest
    }
  }
  for (let other = 0; other < count; other++) {
    const n = common[other] as number
    const spread = Math.sqrt((own[other] as number) * (others[other] as number))
    likeness[other] = other === item || spread === 0 ? 0 : ((products[other] as number) / spread) * (n / (n + support))
  }
}

/** Where an item stands in a member's row. */
function placeOf(items: Uint32Array, item: number, from: number, to: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle] as number) < item) low = middle + 1
    else high = middle
  }
  return low
}

/** Only what is liked by the same members counts; what nobody's neighbours know is 0. */
function meanOfNearest(items: Uint32Array, rests: Float32Array, likeness: Float64Array, neighbours: number): number {
  const alike: { readonly likeness: number; readonly rest: number }[] = []
  for (let at = 0; at < items.length; at++) {
    const value = likeness[items[at] as number] as number
    if (value > 0) alike.push({ likeness: value, rest: rests[at] as number })
  }
  alike.sort((one, other) => other.likeness - one.likeness)
  let [sum, weights] = [0, 0]
  for (const { likeness, rest } of alike.slice(0, neighbours)) {
    sum += likeness * rest
    weights += likeness
  }
  return weights > 0 ? sum / weights : 0
}

function pairsByItem({ item }: Pairs, items: number): readonly (readonly number[])[] {
  const asked: number[][] = Array.from({ length: items }, () => [])
  for (const [pair, number] of item.entries()) asked[number]?.push(pair)
  return asked
}
