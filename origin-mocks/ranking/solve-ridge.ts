/** One thing observed: how far it lies from what was expected, how much it counts, and which effects had a part in it. */
export interface Observation {
  readonly value: number
  readonly weight: number
  /** Numbers of effects, and how strongly each took part. */
  readonly effects: readonly number[]
  readonly strengths: readonly number[]
}

const sweeps = 12

/**
 * The effects that explain the observations best, each drawn towards 0 by its own penalty (so an effect seen once stays small): weighted
 * ridge regression by coordinate descent. `penalties` has one positive number for each effect; the answer has one effect for each penalty.
 */
export function solveRidge(observations: readonly Observation[], penalties: Float64Array): Float64Array {
  const solution = new Float64Array(penalties.length)
  const residuals = Float64Array.from(observations, (observation) => observation.value)
  const parts = new Map<number, { observation: number; strength: number }[]>()
  for (const [number, { effects, strengths }] of observations.entries()) {
    for (const [place, effect] of effects.entries()) {
      const part = { observation: number, strength: strengths[place] ?? 0 }
      const known = parts.get(effect)
      if (known === undefined) parts.set(effect, [part])
      else known.push(part)
    }
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const [effect, taken] of parts) {
      const before = solution[effect] ?? 0
      let pull = 0
      let support = penalties[effect] ?? 1
      for (const { observation, strength } of taken) {
        const weight = observations[observation]?.weight ?? 0
        pull += weight * strength * ((residuals[observation] ?? 0) + strength * before)
        support += weight * strength * strength
      }
      const after = pull / support
      solution[effect] = after
      for (const { observation, strength } of taken) residuals[observation] = (residuals[observation] ?? 0) - strength * (after - before)
    }
  }
  return solution
}
