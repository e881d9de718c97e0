import { mae, rmse } from '../../../models/metrics.ts'

/** Predictions of ratings that no model has seen. */
export interface RatedPredictions {
  /** How many ratings of the same member were trained on, by prediction. */
  readonly history: Uint32Array
  readonly actual: Float32Array
  /** By name of the model. */
  readonly predicted: Readonly<Record<string, ArrayLike<number>>>
}

/** Predictions of members with histories of about one length. */
export interface LengthBand {
  readonly from: number
  /** Undefined: without end. */
  readonly to: number | undefined
  readonly count: number
  readonly rmse: Readonly<Record<string, number>>
}

/** Histories of these lengths and more begin a band. */
const bandStarts = [0, 10, 20, 50, 100, 200, 500]

/** Root mean squared and mean absolute error of each model. */
export function errorsOf({ actual, predicted }: RatedPredictions): readonly { model: string; rmse: number; mae: number }[] {
  return Object.entries(predicted).map(([model, values]) => ({ model, rmse: rmse(values, actual), mae: mae(values, actual) }))
}

/** The error of each model for short and for long histories; a band that nobody is in is left out. */
export function errorsByLength({ history, actual, predicted }: RatedPredictions): readonly LengthBand[] {
  return bandStarts.flatMap((from, at) => {
    const to = bandStarts[at + 1]
    const own = placesWhere(history, (length) => length >= from && length < (to ?? Number.POSITIVE_INFINITY))
    if (own.length === 0) return []
    const ownActual = own.map((place) => actual[place] as number)
    const errors = Object.entries(predicted).map(([model, values]) => [
      model,
      rmse(
        own.map((place) => values[place] as number),
        ownActual,
      ),
    ])
    return [{ from, to, count: own.length, rmse: Object.fromEntries(errors) as Record<string, number> }]
  })
}

/** Predictions whose match is about the same, and how many of them were liked. */
export interface CalibrationBin {
  readonly count: number
  /** The mean match, 0 to 100. */
  readonly predicted: number
  /** How many in a hundred were liked, and a standard error of it. */
  readonly observed: number
  readonly error: number
}

/** How true matches are, in ten bins as wide as each other; a bin with nothing in it is left out. */
export function calibrationOf(matches: ArrayLike<number>, liked: ArrayLike<boolean>): readonly CalibrationBin[] {
  return Array.from({ length: 10 }, (_, bin) => placesWhere(matches, (match) => Math.min(9, Math.floor(match / 10)) === bin)).flatMap(
    (own) => {
      if (own.length === 0) return []
      const share = own.filter((place) => liked[place]).length / own.length
      const predicted = own.reduce((sum, place) => sum + (matches[place] as number), 0) / own.length
      return [{ count: own.length, predicted, observed: 100 * share, error: 100 * Math.sqrt((share * (1 - share)) / own.length) }]
    },
  )
}

/** The mean distance of match and truth in per cent, each bin counted by what is in it (Naeini et al., 2015). */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  return bins.reduce((sum, { count, predicted, observed }) => sum + (count / total) * Math.abs(predicted - observed), 0)
}

function placesWhere(values: ArrayLike<number>, holds: (value: number) => boolean): readonly number[] {
  const places: number[] = []
  for (let at = 0; at < values.length; at++) if (holds(values[at] as number)) places.push(at)
  return places
}
