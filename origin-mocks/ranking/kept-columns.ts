import { type CatalogLender, createKeptCatalog } from '../../contracts/kept-catalog.ts'
import { type Columns, toColumns } from './columns.ts'

/** Columns older than this are loaded again, beside the request that found them old. */
const maxAgeMs = 60_000

/** Keeps the columns of one version for all requests of an isolate. */
export function createKeptColumns() {
  const kept = createKeptCatalog(toColumns, maxAgeMs)
  return { columns: async (lender: CatalogLender): Promise<Columns> => kept.kept(lender) ?? kept.load(lender) }
}
