/** Things observed: how far each lies from what was expected, how much it counts, and which effects had a part in it. */
export interface Observations {
  readonly values: Float64Array
  readonly weights: Float64Array
  /** The parts of observation n: from `starts[n]` up to, not including, `starts[n + 1]`; the number of each effect, and how strongly it took part. */
  readonly starts: Int32Array
  readonly effects: Int32Array
  readonly strengths: Float64Array
}

const sweeps = 12

/**
 * The effects that explain the observations best, each drawn towards 0 by its own penalty (so an effect seen once stays small): weighted
 * ridge regression by coordinate descent. `penalties` has one positive number for each effect; the answer has one effect for each penalty.
 */
export function solveRidge(observations: Observations, penalties: Float64Array): Float64Array {
  const { starts, observed, strengths, pulls } = byEffect(observations, penalties.length)
  const support = penalties.map((penalty, effect) => {
    let sum = penalty
    for (let part = starts[effect] as number; part < (starts[effect + 1] as number); part++)
      sum += (pulls[part] as number) * (strengths[part] as number)
    return sum
  })
  const solution = new Float64Array(penalties.length)
  const residuals = observations.values.slice()
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let effect = 0; effect < solution.length; effect++) {
      const [start, end] = [starts[effect] as number, starts[effect + 1] as number]
      const before = solution[effect] as number
      // What the effect explains already counts as unexplained.
      let pull = before * ((support[effect] as number) - (penalties[effect] as number))
      for (let part = start; part < end; part++) pull += (pulls[part] as number) * (residuals[observed[part] as number] as number)
      const after = pull / (support[effect] as number)
      solution[effect] = after
      for (let part = start; part < end; part++) {
        const observation = observed[part] as number
        residuals[observation] = (residuals[observation] as number) - (strengths[part] as number) * (after - before)
      }
    }
  }
  return solution
}

/** The parts, one effect after the other, each in the order of the observations: how strong each was, and that by how much the observation counts. */
function byEffect({ weights, starts: from, effects, strengths: by }: Observations, count: number) {
  const starts = new Int32Array(count + 1)
  const parts = from[weights.length] as number
  for (let part = 0; part < parts; part++) {
    const next = (effects[part] as number) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let effect = 0; effect < count; effect++) starts[effect + 1] = (starts[effect + 1] as number) + (starts[effect] as number)
  const observed = new Int32Array(parts)
  const [strengths, pulls] = [new Float64Array(parts), new Float64Array(parts)]
  const ends = starts.slice()
  for (let observation = 0; observation < weights.length; observation++) {
    for (let part = from[observation] as number; part < (from[observation + 1] as number); part++) {
      const effect = effects[part] as number
      const place = ends[effect] as number
      ends[effect] = place + 1
      observed[place] = observation
      strengths[place] = by[part] as number
      pulls[place] = (weights[observation] as number) * (by[part] as number)
    }
  }
  return { starts, observed, strengths, pulls }
}
