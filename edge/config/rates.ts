/** How often something may happen. */
export interface Rate {
  readonly perSecond: number
  /** How many at once, after a pause. */
  readonly burst: number
}

/** How often a device, and an address with all devices behind it, may ask one isolate; the platform's limiters (wrangler.toml) count a location. */
export interface Rates {
  readonly device: Rate
  readonly client: Rate
  /** Devices and addresses that are counted at once; numbers, about 100 bytes each. */
  readonly maxKeys: number
}

export const rates: Rates = {
  device: { perSecond: 20, burst: 100 },
  client: { perSecond: 200, burst: 1_000 },
  maxKeys: 20_000,
}

/** On a developer's machine one device is a whole load test. */
export const localRates: Rates = {
  device: { perSecond: 10_000, burst: 20_000 },
  client: { perSecond: 10_000, burst: 20_000 },
  maxKeys: 1_000,
}
