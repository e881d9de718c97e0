/** How long values are good. */
export interface KeptForOptions {
  /** After this a request that finds the value renews it, beside its own work. */
  readonly renewAfterMs: number
  /** After this the value is no longer given. */
  readonly uselessAfterMs: number
  /** The most keys; the one that was loaded first goes. */
  readonly maxKeys: number
}

/** What a request lends: how to load, and how to finish work after its answer. */
export interface KeptLender<value> {
  /** Epoch milliseconds. */
  readonly now: number
  load(): Promise<value>
  later(work: Promise<unknown>): void
}

/**
 * Keeps values by key for all requests of an isolate: plain data of no member, no promise. A value is never older than
 * `uselessAfterMs`; while requests come it is renewed before that, so that few of them wait.
 */
export function createKeptFor<value>({ renewAfterMs, uselessAfterMs, maxKeys }: KeptForOptions) {
  const kept = new Map<string, { readonly value: value; readonly at: number; renewing: boolean }>()

  async function load(key: string, { now, load }: KeptLender<value>): Promise<value> {
    const value = await load()
    // As old as the question: the answer may have been on its way for some time.
    if ((kept.get(key)?.at ?? now) <= now) {
      kept.delete(key)
      kept.set(key, { value, at: now, renewing: false })
    }
    const [first] = kept.keys()
    if (kept.size > maxKeys && first !== undefined) kept.delete(first)
    return value
  }

  return {
    load,
    /** The value of this isolate; undefined where there is none, or none that is young enough. */
    kept(key: string, lender: KeptLender<value>): value | undefined {
      const found = kept.get(key)
      if (found === undefined || lender.now - found.at > uselessAfterMs) return undefined
      if (lender.now - found.at > renewAfterMs && !found.renewing) {
        found.renewing = true
        // The value is good until it is useless; then whoever asks loads it and sees why not.
        lender.later(load(key, lender).catch(() => undefined))
      }
      return found.value
    },
  }
}
