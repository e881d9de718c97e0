import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { type Columns, toColumns } from './columns.ts'

/** Columns older than this are loaded again, beside the request that found them old. */
export const maxAgeMs = 60_000

/** How long a load that was begun keeps others from beginning one. */
const patienceMs = 10_000

/** What a request lends: how to load, and how to finish work after its answer. */
export interface Lender {
  readonly now: number
  load(): Promise<CatalogFeatures>
  later(work: Promise<unknown>): void
}

/**
 * Keeps the columns of one version for all requests of an isolate: plain data, no promise. The first requests each load for themselves;
 * later ones get the columns at once, and one of them renews what has grown old. An empty catalog is not kept.
 */
export function createKeptColumns() {
  let kept: { columns: Columns; at: number } | undefined
  let begun = Number.NEGATIVE_INFINITY

  async function load({ now, load }: Lender): Promise<Columns> {
    const features = await load()
    const columns = kept?.columns.version === features.version ? kept.columns : toColumns(features)
    if (columns.count > 0) kept = { columns, at: now }
    return columns
  }

  return {
    async columns(lender: Lender): Promise<Columns> {
      if (kept === undefined) return load(lender)
      if (lender.now - kept.at > maxAgeMs && lender.now - begun > patienceMs) {
        begun = lender.now
        // The old columns are good enough until the catalog can be reached.
        lender.later(load(lender).catch(() => undefined))
      }
      return kept.columns
    },
  }
}
