/** How likely a predicted rating is to be liked: half of those predicted `middle` stars are, and `steepness` says how fast that grows. */
export interface Match {
  readonly middle: number
  readonly steepness: number
}

/** From this many stars a title is liked. */
export const likedFrom = 4

/** So many steps of Newton's method find the same numbers to the last digits, on any ratings that were tried. */
const steps = 30
/** Keeps the curve finite where all were liked, or none; as much as one rating's worth. */
const ridge = 1

/**
 * Fits the chance of being liked to ratings that were predicted without having been seen: logistic regression on one variable (Platt,
 * "Probabilistic outputs for support vector machines", 1999). It never falls as the prediction grows. Without ratings the middle is that of the scale.
 */
export function fitMatch(predicted: ArrayLike<number>, actual: ArrayLike<number>): Match {
  const centre = likedFrom - 0.5
  let [offset, slope] = [0, 1]
  for (let step = 0; step < steps; step++) {
    // The gradient and the Hessian of the negative log-likelihood; the ridge pulls to a slope of 1 and no offset.
    let [byOffset, bySlope, offsetOffset, offsetSlope, slopeSlope] = [ridge * offset, ridge * (slope - 1), ridge, 0, ridge]
    for (let at = 0; at < actual.length; at++) {
      const x = (predicted[at] as number) - centre
      const chance = sigmoid(offset + slope * x)
      const error = chance - Number((actual[at] as number) >= likedFrom)
      const weight = chance * (1 - chance)
      byOffset += error
      bySlope += error * x
      offsetOffset += weight
      offsetSlope += weight * x
      slopeSlope += weight * x * x
    }
    const determinant = offsetOffset * slopeSlope - offsetSlope * offsetSlope
    offset -= (slopeSlope * byOffset - offsetSlope * bySlope) / determinant
    slope -= (offsetOffset * bySlope - offsetSlope * byOffset) / determinant
  }
  // Predictions that are worse than none say nothing: everything is as likely as it is on the whole.
  const steepness = Math.max(slope, 1e-3)
  return { middle: centre - offset / steepness, steepness }
}

/** The match of a predicted rating in per cent, whole: the chance that it will be liked. */
export function matchOf({ middle, steepness }: Match, predicted: number): number {
  return Math.round(100 * sigmoid(steepness * (predicted - middle)))
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
