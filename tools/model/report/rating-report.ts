import { supportOf } from '../../../models/blend.ts'
import { likedFrom, matchOf } from '../../../models/match.ts'
import type { Pairs } from '../../../models/pairs.ts'
import type { Ratings } from '../../../models/ratings.ts'
import type { RatedPairs, raters } from '../rate-pairs.ts'
import { calibrationOf, errorsByLength, errorsOf } from './rating-figures.ts'
import type { RatingReport } from './render-report.ts'

/** The raters of a report, in its order: from the simplest to what is served. */
const order = [
  'bias',
  'cinematch',
  'rbm',
  'svdpp',
  'autoencoder',
  'bayesian',
  'blend',
  'served',
] as const satisfies (typeof raters)[number][]

/** What a report tells of predictions, beside what was given in truth. */
export function ratingReportOf(
  ratings: Ratings,
  pairs: Pairs,
  actual: Float32Array,
  { predictions, trainCpuS, match }: RatedPairs,
): RatingReport {
  const { user: history } = supportOf(ratings, pairs)
  const predicted = Object.fromEntries(order.map((rater) => [rater, predictions[rater]]))
  const told = { history: Uint32Array.from(history), actual, predicted }
  return {
    trained: { members: ratings.users.length, items: ratings.items.length, ratings: ratings.item.length },
    tested: actual.length,
    models: errorsOf(told).map((row) => ({ ...row, trainCpuS: trainCpuS[row.model as (typeof order)[number]] })),
    byLength: errorsByLength(told),
    calibration: calibrationOf(
      predictions.blend.map((rating) => matchOf(match, rating)),
      Array.from(actual, (stars) => stars >= likedFrom),
    ),
  }
}
