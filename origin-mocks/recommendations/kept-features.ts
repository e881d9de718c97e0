import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { type FeatureIndex, indexFeatures } from './feature-index.ts'
import { limits } from './limits.ts'

/** How long a load that was begun keeps others from beginning one. */
const patienceMs = 10_000

/** What a request lends: how to load, and how to finish work after its answer. */
export interface Lender {
  readonly now: number
  load(): Promise<CatalogFeatures>
  later(work: Promise<unknown>): void
}

/**
 * Keeps the features of one version for all requests of an isolate: plain data, no promise. While there are none each request loads for
 * itself; later ones get them at once, and one of them renews what has grown old. An empty catalog is not kept.
 */
export function createKeptFeatures() {
  let kept: { index: FeatureIndex; at: number } | undefined
  let begun = Number.NEGATIVE_INFINITY

  async function load({ now, load }: Lender): Promise<FeatureIndex> {
    const features = await load()
    const index = kept?.index.features.version === features.version ? kept.index : indexFeatures(features)
    if (features.ids.length > 0) kept = { index, at: now }
    return index
  }

  return {
    load,
    /** What this isolate has; begins to renew it when it is old. */
    kept(lender: Lender): FeatureIndex | undefined {
      if (kept !== undefined && lender.now - kept.at > limits.featuresMaxAgeMs && lender.now - begun > patienceMs) {
        begun = lender.now
        // The old features are good enough until the catalog can be reached.
        lender.later(load(lender).catch(() => undefined))
      }
      return kept?.index
    },
  }
}
