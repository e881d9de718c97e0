/** What became of the requests of one group while a canary ran. */
export interface CanaryFigures {
  readonly requests: number
  /** Answered with 5xx, or the filter itself failed. */
  readonly errors: number
  /** How many took how long, from the start of the request to its answer: by bucket, of `bucketOf`. */
  readonly latency: Readonly<Record<number, number>>
}

export const noFigures: CanaryFigures = { requests: 0, errors: 0, latency: {} }

/** Eight buckets for each doubling: within 9 % of the truth. */
const bucketsPerDoubling = 8

/** The bucket of a time in microseconds. */
export function bucketOf(micros: number): number {
  return micros < 1 ? 0 : Math.floor(Math.log2(micros) * bucketsPerDoubling)
}

export function addFigures(one: CanaryFigures, other: CanaryFigures): CanaryFigures {
  const latency: Record<number, number> = { ...one.latency }
  for (const [bucket, count] of Object.entries(other.latency)) latency[Number(bucket)] = (latency[Number(bucket)] ?? 0) + count
  return { requests: one.requests + other.requests, errors: one.errors + other.errors, latency }
}

/** The time within which 95 of 100 were answered, in microseconds, the upper end of its bucket; 0 where there is none. */
export function p95Of({ latency }: CanaryFigures): number {
  const buckets = Object.entries(latency).sort(([one], [other]) => Number(one) - Number(other))
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [bucket, count] of buckets) {
    seen += count
    if (seen >= total * 0.95) return 2 ** ((Number(bucket) + 1) / bucketsPerDoubling)
  }
  return 0
}

/** The share of requests that took longer than a time in microseconds, to within a bucket; 0 where there is none. */
export function shareBeyond({ latency }: CanaryFigures, micros: number): number {
  const limit = bucketOf(micros)
  let total = 0
  let beyond = 0
  for (const [bucket, count] of Object.entries(latency)) {
    total += count
    if (Number(bucket) > limit) beyond += count
  }
  return total === 0 ? 0 : beyond / total
}
