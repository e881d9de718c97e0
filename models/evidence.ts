import type { Evidence, FactorSide } from './factor-side.ts'
import type { Draw } from './gibbs-chain.ts'
import type { Ratings } from './ratings.ts'

/** Gathers what is left of the ratings by member: what it says of a factor of theirs, given that of the items. */
export function memberEvidence({ users, start, item }: Ratings, { noise, residual }: Draw, factor: Float64Array): Evidence {
  const weight = new Float64Array(users.length)
  const pull = new Float64Array(users.length)
  for (let user = 0; user < users.length; user++) {
    const to = start[user + 1] as number
    let [squares, products] = [0, 0]
    for (let at = start[user] as number; at < to; at++) {
      const x = factor[item[at] as number] as number
      squares += x * x
      products += x * (residual[at] as number)
    }
    const precision = noise.precision * (noise.member[user] as number)
    weight[user] = precision * squares
    pull[user] = precision * products
  }
  return { weight, pull }
}

/** Takes what the members' factors moved off the residuals, and gathers what is left by item on the same way. */
export function itemEvidence(
  { users, items, start, item }: Ratings,
  draw: Draw,
  member: FactorSide,
  other: FactorSide,
  moved: Float64Array,
): Evidence {
  const { noise, residual } = draw
  const factor = other.factor
  const weight = new Float64Array(items.length)
  const pull = new Float64Array(items.length)
  for (let user = 0; user < users.length; user++) {
    const to = start[user + 1] as number
    const [x, shift] = [member.factor[user] as number, moved[user] as number]
    const scaled = noise.precision * (noise.member[user] as number) * x
    const square = scaled * x
    for (let at = start[user] as number; at < to; at++) {
      const i = item[at] as number
      const rest = (residual[at] as number) - shift * (factor[i] as number)
      residual[at] = rest
      weight[i] = (weight[i] as number) + square
      pull[i] = (pull[i] as number) + scaled * rest
    }
  }
  return { weight, pull }
}

/** Takes what the items' factors moved off the residuals. */
export function takeItemsOff({ users, start, item }: Ratings, residual: Float32Array, factor: Float64Array, moved: Float64Array): void {
  for (let user = 0; user < users.length; user++) {
    const to = start[user + 1] as number
    const x = factor[user] as number
    for (let at = start[user] as number; at < to; at++) residual[at] = (residual[at] as number) - x * (moved[item[at] as number] as number)
  }
}
