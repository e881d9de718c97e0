import { solve } from '../cholesky.ts'

/**
 * How likely a title is to be among what a member would like next, a fifth of all: log-odds by the sum of three terms. What scores like the mean of
 * the member's catalog has the `offset` alone, without a history.
 */
export interface ChanceCurve {
  readonly offset: number
  /** Of the inverse hyperbolic sine of the score, in deviations from its mean: as the score where that is near, as its logarithm where it is far. */
  readonly byScore: number
  /** Of the logarithm of one more than the titles of the history. */
  readonly byHistory: number
}

/** A member whose likes are known in part: scores by number of item, -Infinity for what is never shown. */
export interface ChanceCase {
  readonly scores: Float32Array
  readonly history: Uint32Array
  readonly held: Uint32Array
}

/** So many steps of Newton's method find the same numbers to the last digits, on any likes that were tried. */
const steps = 40
const halvings = 30
/** Keeps the curve finite where all were liked, or none; as much as one title's worth. */
const ridge = 1
const start: readonly number[] = [-5, 1, 0]

/**
 * Fits the curve to what was held out of histories: logistic regression (Platt, "Probabilistic outputs for support vector machines", 1999) over all
 * titles that were not in them. It never falls as the score grows. Without cases it is the curve that Newton's method starts from.
 */
export function fitChance(cases: readonly ChanceCase[]): ChanceCurve {
  const rows = cases.map(termsOf)
  let at = slopeAt(rows, Float64Array.from(start))
  for (let step = 0; step < steps; step++) {
    const move = newtonMove(at)
    let next = slopeAt(rows, moved(at.weights, move))
    // Far from the minimum a whole step may lead away from it.
    for (let halving = 0; halving < halvings && next.loss > at.loss; halving++) {
      for (let k = 0; k < move.length; k++) move[k] = (move[k] as number) / 2
      next = slopeAt(rows, moved(at.weights, move))
    }
    const gained = at.loss - next.loss
    if (gained > 0) at = next
    if (!(gained > 1e-10 * at.loss)) break
  }
  const [offset, byScore, byHistory] = at.weights as unknown as [number, number, number]
  // Scores that are worse than none say nothing.
  return { offset, byScore: Math.max(byScore, 1e-3), byHistory }
}

/** The chances behind all scores of a member with so many titles in the history; 0 for what is never shown. */
export function chanceOf({ offset, byScore, byHistory }: ChanceCurve, scores: Float32Array, history: number): Float32Array {
  const { mean, deviation } = scaleOf(scores)
  const base = offset + byHistory * Math.log1p(history)
  return scores.map((score) => (score === Number.NEGATIVE_INFINITY ? 0 : sigmoid(base + byScore * Math.asinh((score - mean) / deviation))))
}

interface Terms {
  readonly byScore: Float64Array
  readonly liked: Uint8Array
  readonly byHistory: number
}

function termsOf({ scores, history, held }: ChanceCase): Terms {
  const { mean, deviation } = scaleOf(scores)
  const known = new Set(history)
  const found = new Set(held)
  const left = Array.from(scores.keys()).filter((item) => !known.has(item) && scores[item] !== Number.NEGATIVE_INFINITY)
  return {
    byScore: Float64Array.from(left, (item) => Math.asinh(((scores[item] as number) - mean) / deviation)),
    liked: Uint8Array.from(left, (item) => Number(found.has(item))),
    byHistory: Math.log1p(history.length),
  }
}

interface Slope {
  readonly weights: Float64Array
  /** The negative log-likelihood, the ridge included, which pulls to the start; its gradient, and its Hessian by rows. */
  readonly loss: number
  readonly gradient: Float64Array
  readonly hessian: Float64Array
}

function slopeAt(rows: readonly Terms[], weights: Float64Array): Slope {
  const [offset, slope, byHistory] = weights as unknown as [number, number, number]
  const pulled = weights.map((weight, at) => weight - (start[at] as number))
  const gradient = pulled.map((distance) => ridge * distance)
  const hessian = Float64Array.of(ridge, 0, 0, 0, ridge, 0, 0, 0, ridge)
  let loss = (ridge / 2) * pulled.reduce((sum, distance) => sum + distance ** 2, 0)
  for (const { byScore, liked, byHistory: h } of rows) {
    const base = offset + byHistory * h
    let [error, errorByScore, curved, curvedByScore, curvedTwice] = [0, 0, 0, 0, 0]
    for (let at = 0; at < byScore.length; at++) {
      const x = byScore[at] as number
      const logOdds = base + slope * x
      const chance = sigmoid(logOdds)
      const isLiked = liked[at] as number
      const weight = chance * (1 - chance)
      loss += Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds))) - isLiked * logOdds
      error += chance - isLiked
      errorByScore += (chance - isLiked) * x
      curved += weight
      curvedByScore += weight * x
      curvedTwice += weight * x * x
    }
    add(gradient, [error, errorByScore, error * h])
    add(hessian, [
      curved,
      curvedByScore,
      curved * h,
      curvedByScore,
      curvedTwice,
      curvedByScore * h,
      curved * h,
      curvedByScore * h,
      curved * h * h,
    ])
  }
  return { weights, loss, gradient, hessian }
}

function newtonMove({ gradient, hessian }: Slope): Float64Array {
  const [matrix, move] = [hessian.slice(), gradient.map((slope) => -slope)]
  solve(matrix, move.length, move)
  return move
}

const moved = (weights: Float64Array, move: Float64Array) => weights.map((weight, at) => weight + (move[at] as number))

function add(to: Float64Array, values: readonly number[]): void {
  for (const [at, value] of values.entries()) to[at] = (to[at] as number) + value
}

/** Mean and deviation of what may be shown; a deviation of 1 where scores do not differ. */
function scaleOf(scores: Float32Array): { readonly mean: number; readonly deviation: number } {
  let [count, sum] = [0, 0]
  for (const score of scores) {
    if (score === Number.NEGATIVE_INFINITY) continue
    count++
    sum += score
  }
  const mean = sum / Math.max(1, count)
  let squares = 0
  for (const score of scores) if (score !== Number.NEGATIVE_INFINITY) squares += (score - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / Math.max(1, count)) || 1 }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
