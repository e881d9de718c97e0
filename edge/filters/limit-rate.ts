import type { Device } from '../device/device.ts'
import type { TokenBuckets } from '../device/token-buckets.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { InboundFilter } from './filter.ts'

/** The platform's limiter: counts across the isolates of a location. */
export interface PlatformLimiter {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>
}

interface Counted {
  readonly client: string | null
  readonly device: Device
}

export interface RateLimitOptions {
  /** What is counted together; null: not counted. */
  keyOf(exchange: Counted): string | null
  readonly buckets: TokenBuckets
  /** Absent: the isolate's own buckets decide alone. */
  readonly platform: PlatformLimiter | undefined
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * Refuses who asks too often: first by the isolate's own bucket, which costs nothing, then by the platform's, which sees more. Fails open: a
 * limiter that is out of order is no reason to turn everybody away.
 */
export function limitRate(name: string, { keyOf, buckets, platform, now }: RateLimitOptions): InboundFilter<Counted> {
  return {
    name,
    stage: 'inbound',
    failMode: 'open',
    timeoutMs: 50,
    apply(exchange) {
      const key = keyOf(exchange)
      if (key === null) return undefined
      const waitMs = buckets.take(key, now())
      if (waitMs > 0) throw tooMany(Math.ceil(waitMs / 1_000))
      return platform && askPlatform(platform, key)
    },
  }
}

async function askPlatform(platform: PlatformLimiter, key: string): Promise<undefined> {
  if (!(await platform.limit({ key })).success) throw tooMany(1)
}

function tooMany(seconds: number): EdgeRefusal {
  return new EdgeRefusal('RATE_LIMITED', 'Cannot answer so many requests: wait a little', {}, { 'retry-after': String(seconds) })
}

/** An address counts for all devices behind it. */
export const byClient = ({ client }: Counted): string | null => client

/** Operators are not counted; a visitor has no device, and counts by address alone. */
export const byDevice = ({ device }: Counted): string | null => (device.operator === null ? device.id : null)
