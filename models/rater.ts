import { type FoldInModel, foldIn, ratingBy } from './fold-in.ts'
import type { Ratings } from './ratings.ts'
import { type SvdppOptions, svdppDefaults, trainSvdpp } from './svdpp.ts'

/** How strongly a history is drawn to what is usual, in ratings: the bias, and each factor. */
const [biasPenalty, factorPenalty] = [5, 20]

/** SVD++ for members who were never seen: the factors of the items, and where members are drawn to without a history. */
export function trainRater(
  ratings: Ratings,
  options: SvdppOptions = svdppDefaults,
  onEpoch?: (done: number, total: number) => void,
): FoldInModel {
  const { factors, mean, itemBias, itemFactors, impliedFactors } = trainSvdpp(ratings, options, onEpoch)
  return {
    ...{ factors, mean, itemBias, itemFactors, impliedFactors },
    bias: { mean: 0, penalty: biasPenalty },
    prior: { mean: new Float64Array(factors), penalty: new Float64Array(factors).fill(factorPenalty) },
    variance: new Float64Array(factors),
  }
}

/** The stars that whoever rated `items` by `stars` is expected to give to every item of the model. */
export function rateAll(model: FoldInModel, items: ArrayLike<number>, stars: ArrayLike<number>): Float64Array {
  const member = foldIn(model, items, stars)
  return Float64Array.from(model.itemBias, (_, item) => ratingBy(model, member, item))
}
