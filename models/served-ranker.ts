import { alongAxes, diagonalize } from './diagonalize.ts'
import { type IalsModel, scoreIals } from './ials.ts'
import { combined, type MarqueeModel, type MarqueeWeights, standardised } from './marquee.ts'
import type { Section } from './model-file.ts'
import { type ModelSections, quantizedSections } from './model-sections.ts'
import { dequantizeRows, type QuantizedRows, quantizeRows } from './quantized-rows.ts'
import { type SparseEase, scoreSparseEase } from './sparse-ease.ts'

/** What ranks the catalog, as small as it is served: the strongest weights of EASE, the points of iALS in eight bits. */
export interface ServedRanker {
  readonly ease: SparseEase
  readonly ials: ServedIals
  /** Likes of each item. */
  readonly popularity: Float32Array
  readonly weights: MarqueeWeights
}

/**
 * iALS with its items' points in eight bits. They are seen along the axes on which α·QᵀQ is diagonal, so that a fold-in begins with one number for
 * each factor; that changes no score and costs as much of it as eight bits do.
 */
export interface ServedIals extends Pick<IalsModel, 'basePenalty' | 'likePenalty'> {
  readonly points: QuantizedRows
  /** The diagonal of α·QᵀQ. */
  readonly prior: Float32Array
}

/** The served form of a ranker whose EASE was made small already. */
export function servedRankerOf({ ials, popularity, weights }: Omit<MarqueeModel, 'ease'>, ease: SparseEase): ServedRanker {
  const { basePenalty, likePenalty, factors, itemFactors, gram } = ials
  const diagonal = diagonalize(gram, factors)
  const points = quantizeRows(alongAxes(itemFactors, diagonal), factors, { summed: true })
  return {
    ease,
    ials: { points, prior: Float32Array.from(diagonal.values, (value) => Math.max(0, value)), basePenalty, likePenalty },
    popularity: Float32Array.from(popularity),
    weights,
  }
}

/** How well each item suits whoever likes `liked`, as `scoreMarquee` has it. */
export function scoreServedRanker(ranker: ServedRanker, liked: Uint32Array): Float64Array {
  const { popularity, weights } = ranker
  if (liked.length === 0) return Float64Array.from(popularity)
  const scores = combined(servedPartsOf(ranker, liked), [weights.ease, weights.ials, weights.popularity])
  for (let item = 0; item < scores.length; item++) if (popularity[item] === 0) scores[item] = Number.NEGATIVE_INFINITY
  return scores
}

/** What EASE, iALS and popularity say of each item to whoever likes `liked`, as `partsOf` has it; the score is their sum by the weights. */
export function servedPartsOf({ ease, ials, popularity }: ServedRanker, liked: Uint32Array): readonly Float64Array[] {
  const [byEase, byIals] = [new Float64Array(ease.items), new Float64Array(ease.items)]
  scoreSparseEase(ease, liked, byEase)
  scoreIals(openedIals(ials), liked, byIals)
  const byPopularity = Float64Array.from(popularity, (likes) => Math.log1p(likes))
  return [byEase, byIals, byPopularity].map(standardised)
}

/** The tables of a ranker for a model file. */
export function rankerSections({ ease, ials, popularity, weights }: ServedRanker): readonly Section[] {
  const { columns } = ials.points
  const numbers = [weights.ease, weights.ials, weights.popularity, weights.rating, ials.basePenalty, ials.likePenalty, columns]
  return [
    { name: 'ranking', data: Float64Array.from(numbers), columns: 1 },
    { name: 'popularity', data: popularity, columns: 1 },
    { name: 'ease-target', data: ease.target, columns: ease.width },
    { name: 'ease-weight', data: ease.weight, columns: ease.width },
    { name: 'ease-rest', data: ease.rest, columns: 1 },
    ...quantizedSections('ials', ials.points),
    { name: 'ials-prior', data: ials.prior, columns: 1 },
  ]
}

/** The ranker of a model file of so many items. Throws a `ModelFileError` where its tables do not fit each other. */
export function rankerFrom(sections: ModelSections, items: number): ServedRanker {
  const [ease, ials, popularity, rating, basePenalty, likePenalty, columns] = sections.numbers('ranking', 7) as [
    ...[number, number, number, number, number, number, number],
  ]
  const target = sections.rows('ease-target', Uint16Array, items)
  const points = sections.quantized('ials', items, columns)
  if (target.data.some((other) => other >= items)) throw sections.corrupt('ease-target', `items below ${items}`)
  return {
    ease: {
      ...{ items, width: target.columns, target: target.data },
      weight: sections.table('ease-weight', Uint16Array, target.data.length),
      rest: sections.table('ease-rest', Float32Array, items),
    },
    ials: { points, prior: sections.table('ials-prior', Float32Array, columns), basePenalty, likePenalty },
    popularity: sections.table('popularity', Float32Array, items),
    weights: { ease, ials, popularity, rating },
  }
}

function openedIals({ points, prior, basePenalty, likePenalty }: ServedIals): IalsModel {
  const { columns: factors } = points
  const gram = new Float64Array(factors * factors)
  for (const [f, value] of prior.entries()) gram[f * factors + f] = value
  return { factors, itemFactors: Float64Array.from(dequantizeRows(points)), gram, basePenalty, likePenalty }
}
