/** The best of a catalog are watched by about one in four who see them, an average title by one in fifty. */
const [steepness, offset] = [1, -4]

/**
 * The chance of being watched behind each score: a logistic curve over how many standard deviations of this profile's scores it lies above their mean,
 * so that it means the same whatever scale a model has. Never falls as the score grows; 0 for what is not shown.
 */
export function chanceOf(score: Float32Array): Float32Array {
  let [count, sum, squares] = [0, 0, 0]
  for (const value of score) {
    if (value === Number.NEGATIVE_INFINITY) continue
    count++
    sum += value
    squares += value * value
  }
  const mean = sum / Math.max(1, count)
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1
  return score.map((value) => chanceAt((value - mean) / deviation))
}

/** The chance of being watched of what lies so many standard deviations above the mean. */
export function chanceAt(deviations: number): number {
  return 1 / (1 + Math.exp(-(offset + steepness * deviations)))
}
