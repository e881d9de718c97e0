import type { CatalogFeatures } from './catalog.ts'

/** How long a load that was begun keeps others from beginning one. */
const patienceMs = 10_000

/** What a request lends: how to load, and how to finish work after its answer. */
export interface CatalogLender {
  /** Epoch milliseconds. */
  readonly now: number
  load(): Promise<CatalogFeatures>
  later(work: Promise<unknown>): void
}

/**
 * Keeps what an origin makes of one version of the catalog for all requests of an isolate: plain data, no promise. While there is none each request
 * loads for itself; later ones get it at once, and one of them renews what is older than `maxAgeMs`. The same version keeps what was made of it; an
 * empty catalog is not kept.
 */
export function createKeptCatalog<made>(make: (features: CatalogFeatures) => made, maxAgeMs: number) {
  let kept: { readonly version: string; readonly made: made; readonly at: number } | undefined
  let begun = Number.NEGATIVE_INFINITY

  async function load({ now, load }: CatalogLender): Promise<made> {
    const features = await load()
    const { version, ids } = features
    const made = kept?.version === version ? kept.made : make(features)
    if (ids.length > 0) kept = { version, made, at: now }
    return made
  }

  return {
    load,
    /** What this isolate has; begins to renew it when it is old. */
    kept(lender: CatalogLender): made | undefined {
      if (kept !== undefined && lender.now - kept.at > maxAgeMs && lender.now - begun > patienceMs) {
        begun = lender.now
        // What is old is good enough until the catalog can be reached.
        lender.later(load(lender).catch(() => undefined))
      }
      return kept?.made
    },
  }
}
