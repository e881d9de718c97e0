import { type CanaryFigures, p95Of, shareBeyond } from './canary-figures.ts'

/** What a canary and the devices without it have come to, and for how long it has run, in milliseconds. */
export interface CanaryTrial {
  readonly canary: CanaryFigures
  readonly control: CanaryFigures
  readonly ranMs: number
}

/** `go on`: it has seen too little. The reason is for people. */
export interface Judgement {
  readonly verdict: 'go on' | 'promote' | 'undo'
  readonly reason: string
}

export const canaryBounds = {
  /** A canary is judged when it has this many requests, or has run for this long. */
  requests: 200,
  ranMs: 10 * 60_000,
  /** Of either group: with fewer there is nothing to compare. */
  fewest: 30,
  /** One-sided, p < 0.01: the standard normal's 99th percentile. */
  z: 2.326,
  slower: 1.5,
  /** In microseconds. The platform's clock has whole milliseconds: less than two of them are no difference. */
  slowerByAtLeast: 2_000,
} as const

/**
 * Judges a canary against the requests it was not given, though it would have fitted them: by the two-proportion z-test with pooled variance (as in Fleiss,
 * 'Statistical Methods for Rates and Proportions', 2.1) on errors, and by the 95th percentile of the time to answer: of as many requests, five in a hundred
 * are slower than that, and a few more by chance. A canary that harms is undone as soon as that is sure; one that may be slower goes on until it is sure, or
 * its time is over; one that does no harm is promoted.
 */
export function judgeCanary({ canary, control, ranMs }: CanaryTrial): Judgement {
  const told = `${canary.requests} requests with ${canary.errors} errors, beside ${control.requests} with ${control.errors}`
  if (canary.requests < canaryBounds.fewest || control.requests < canaryBounds.fewest)
    return { verdict: 'go on', reason: `too little traffic: ${told}` }
  if (canary.requests < canaryBounds.requests && ranMs < canaryBounds.ranMs) return { verdict: 'go on', reason: told }
  if (isHigher(canary, control)) return { verdict: 'undo', reason: `more errors: ${told}` }
  const [slow, usual] = [p95Of(canary), p95Of(control)]
  if (slow > usual * canaryBounds.slower && slow - usual >= canaryBounds.slowerByAtLeast) {
    const isSure = ranMs >= canaryBounds.ranMs || isSlower(canary, usual * canaryBounds.slower)
    return { verdict: isSure ? 'undo' : 'go on', reason: `slower: 95 % within ${inMs(slow)}, beside ${inMs(usual)}` }
  }
  return { verdict: 'promote', reason: `no harm seen: ${told}` }
}

function isHigher(one: CanaryFigures, other: CanaryFigures): boolean {
  const pooled = (one.errors + other.errors) / (one.requests + other.requests)
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / one.requests + 1 / other.requests))
  return deviation > 0 && one.errors / one.requests - other.errors / other.requests > canaryBounds.z * deviation
}

/** Whether more than five in a hundred took longer than this, and more than chance gives: the one-proportion z-test. */
function isSlower(canary: CanaryFigures, micros: number): boolean {
  return shareBeyond(canary, micros) - 0.05 > canaryBounds.z * Math.sqrt((0.05 * 0.95) / canary.requests)
}

const inMs = (micros: number) => `${(micros / 1_000).toFixed(1)} ms`
