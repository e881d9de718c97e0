import type { Chance } from './normal-prior.ts'
import { drawGamma } from './random.ts'
import type { Ratings } from './ratings.ts'

/** How exactly ratings follow from what is expected: a precision for all, and by how much each member is more exact than most. */
export interface Noise {
  precision: number
  readonly member: Float64Array
  /** The shape of the gamma distribution, with mean 1, that members come from: the larger, the more alike they are. */
  shape: number
}

export function createNoise(members: number): Noise {
  return { precision: 1, member: new Float64Array(members).fill(1), shape: 5 }
}

const shapes = { least: 2, most: 50 }

/** Draws each member's exactness from what the ratings leave unexplained; the common precision and the shape follow from all members' by moments. */
export function drawNoise(noise: Noise, { start }: Ratings, residual: Float32Array, { random, normal }: Chance): void {
  const { member, shape } = noise
  let [sum, logs] = [0, 0]
  for (let user = 0; user < member.length; user++) {
    const [from, to] = [start[user] as number, start[user + 1] as number]
    let squares = 0
    for (let at = from; at < to; at++) squares += (residual[at] as number) ** 2
    const drawn = drawGamma(shape + (to - from) / 2, random, normal) / (shape + (noise.precision * squares) / 2)
    member[user] = drawn
    sum += drawn
    logs += Math.log(drawn)
  }
  const mean = sum / member.length
  // For a gamma distribution log(mean) − mean(log) is about 1 / (2·shape).
  noise.shape = Math.min(shapes.most, Math.max(shapes.least, 0.5 / (Math.log(mean) - logs / member.length)))
  noise.precision *= mean
  for (let user = 0; user < member.length; user++) member[user] = (member[user] as number) / mean
}
