import { type EaseModel, type EaseOptions, scoreEase } from './ease.ts'
import { type IalsModel, scoreIals } from './ials.ts'
import { topOf } from './top.ts'

/** How much each part of a ranking counts, in standard deviations over the catalog: EASE, iALS, the logarithm of popularity, the predicted rating. */
export interface MarqueeWeights {
  readonly ease: number
  readonly ials: number
  readonly popularity: number
  /** Only among what the others retrieve. */
  readonly rating: number
}

/** What ranks the catalog for members who were never seen: two models of likes that err differently, and how popular things are. */
export interface MarqueeModel {
  readonly ease: EaseModel
  readonly ials: IalsModel
  /** Likes of each item. */
  readonly popularity: Float64Array
  readonly weights: MarqueeWeights
}

/**
 * EASE as Marquee learns it: denoised, members by the root of their likes, less drawn to what is popular than EASE^R. How these were found, and how
 * little they matter one by one, stands in the README.
 */
export const marqueeEase: EaseOptions = { penalty: 400, dropout: 0.4, lengthPower: 0.5, popularityPower: 0.15, tilt: 0.15 }

/**
 * The weights where nobody is there to tune them on. Popularity is taken away: both models hold enough of it. A predicted rating has never helped
 * the lists of those who tuned.
 */
export const marqueeWeights: MarqueeWeights = { ease: 1, ials: 0.65, popularity: -0.3, rating: 0 }

/** So many items are retrieved, before a predicted rating may order them. */
export const retrieved = 200

/** What the parts of a ranking say of each item: three rows of as many numbers as there are items, each around 0 with deviation 1. */
export function partsOf(model: MarqueeModel, liked: Uint32Array): readonly Float64Array[] {
  const { ease, ials, popularity } = model
  const [byEase, byIals] = [new Float64Array(ease.items), new Float64Array(ease.items)]
  scoreEase(ease, liked, byEase)
  scoreIals(ials, liked, byIals)
  return [standardised(byEase), standardised(byIals), standardised(popularity.map((likes) => Math.log1p(likes)))]
}

/** How well each item suits whoever likes `liked`. Who likes nothing gets what is popular; what nobody likes comes last. */
export function scoreMarquee(model: MarqueeModel, liked: Uint32Array): Float64Array {
  const { weights, popularity } = model
  if (liked.length === 0) return popularity.slice()
  const scores = combined(partsOf(model, liked), [weights.ease, weights.ials, weights.popularity])
  for (let item = 0; item < scores.length; item++) if (popularity[item] === 0) scores[item] = Number.NEGATIVE_INFINITY
  return scores
}

/**
 * The `k` items that suit best, best first, without those in `except`. A predicted rating, by number of item, never brings anything into the list
 * of what is retrieved; it orders there by its weight.
 */
export function recommendMarquee(
  model: MarqueeModel,
  liked: Uint32Array,
  k: number,
  except: Uint32Array,
  ratings?: Float64Array,
): Uint32Array {
  const scores = scoreMarquee(model, liked)
  const { rating } = model.weights
  if (rating === 0 || ratings === undefined || liked.length === 0) return topOf(scores, k, except)
  const found = topOf(scores, Math.max(k, retrieved), except)
  return orderWithin(found, scores, ratings, rating).slice(0, k)
}

/** What was retrieved, ordered by score and by `weight` times the standardised predicted rating; items without likes stay behind. */
export function orderWithin(found: Uint32Array, scores: Float64Array, ratings: Float64Array, weight: number): Uint32Array {
  const byRating = standardised(Float64Array.from(found, (item) => ratings[item] as number))
  const total = Float64Array.from(found, (item, place) => (scores[item] as number) + weight * (byRating[place] as number))
  return topOf(total, found.length, new Uint32Array()).map((place) => found[place] as number)
}

/** Sums of rows, each by its weight. */
export function combined(rows: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(rows[0]?.length ?? 0)
  for (const [number, row] of rows.entries()) {
    const weight = weights[number] as number
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + weight * (row[at] as number)
  }
  return sum
}

/** The same numbers around 0 with deviation 1; all 0 where they do not differ. */
export function standardised(values: Float64Array): Float64Array {
  const count = Math.max(1, values.length)
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count)
  // What differs by rounding alone does not differ.
  if (!(deviation > 1e-12 * Math.abs(mean))) return new Float64Array(values.length)
  return values.map((value) => (value - mean) / deviation)
}
