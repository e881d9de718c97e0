/** Weights that were found, and what they reach. */
export interface Summit {
  readonly weights: readonly number[]
  readonly value: number
}

/** How far a weight is moved at a time: the widest steps first. */
export const stepsDefault: readonly number[] = [0.4, 0.2, 0.1, 0.05]

/** So often all weights are tried at one width, should they still rise. */
const roundsOfStep = 4
/** What is no more than noise in the last digits is no rise. */
const leastRise = 1e-6

/**
 * Climbs from `start` to where no single weight, moved by a step either way, raises `reachedBy`: coordinate ascent on the very measure that counts
 * (Metzler and Croft, "Linear feature-based models for information retrieval", 2007), where a measure of ranks has no gradient. Weights whose place
 * is in `fixed` stay.
 */
export function climb(
  start: readonly number[],
  reachedBy: (weights: readonly number[]) => number,
  fixed: readonly number[] = [],
  steps: readonly number[] = stepsDefault,
): Summit {
  let summit: Summit = { weights: start, value: reachedBy(start) }
  for (const step of steps) {
    for (let round = 0; round < roundsOfStep; round++) {
      const before = summit.value
      for (let place = 0; place < start.length; place++) {
        if (fixed.includes(place)) continue
        for (const move of [step, -step]) {
          const weights = summit.weights.map((weight, at) => (at === place ? weight + move : weight))
          const value = reachedBy(weights)
          if (value > summit.value + leastRise) summit = { weights, value }
        }
      }
      if (summit.value === before) break
    }
  }
  return summit
}
