/** Where numbers lie, and how far apart. */
export interface Moments {
  readonly mean: number
  readonly deviation: number
}

/** The moments of numbers of which only so many count: the others are 0. */
export function momentsOf(numbers: Float32Array, count = numbers.length): Moments {
  let [sum, squares] = [0, 0]
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number
    sum += number
    squares += number * number
  }
  const mean = sum / count
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) }
}

/**
 * What a title of which content says so much would be said of by a model: content is stretched so that over what both know it has the model's mean and
 * deviation. So a new title stands where its content would stand in the model's order, and can come first. Where content says the same of all known
 * titles, nothing follows, and it stands alone.
 */
export function onScaleOf(model: Moments, content: Moments): (content: number) => number {
  // What differs less is rounding.
  if (!(content.deviation > 1e-6 * Math.abs(content.mean))) return (said) => said
  const slope = model.deviation / content.deviation
  return (said) => model.mean + slope * (said - content.mean)
}
