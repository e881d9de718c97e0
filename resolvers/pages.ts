import type { PageRecord, RowRecord } from '../contracts/recommendations.ts'
import { ownerOf } from '../contracts/recommendations.ts'
import type { Failure, Id } from '../graph/index.ts'
import type { PersonalContext } from './context.ts'
import { forbidden, rowExpired, unavailable } from './refusals.ts'

/** A page or row as it could be had; null where there never was one. */
type Found<record> = record | Failure | null

/**
 * What this operation knows of pages and rows. Each is asked for once, whichever field wants it first; a page brings its rows with it.
 */
export class Pages {
  readonly #context: PersonalContext
  readonly #pages = new Map<string, Promise<Found<PageRecord>>>()
  readonly #rows = new Map<string, Promise<Found<RowRecord>>>()

  private constructor(context: PersonalContext) {
    this.#context = context
  }

  static of(context: PersonalContext): Pages {
    const known = context.memory.get('pages')
    if (known instanceof Pages) return known
    const pages = new Pages(context)
    context.memory.set('pages', pages)
    return pages
  }

  /** The page of whoever asks, as of now. */
  async current(): Promise<PageRecord | Failure> {
    const { origins, viewer, deviceClass } = this.#context
    const outcome = await origins.recommendations.page(viewer, deviceClass)
    if (!outcome.ok) {
      this.#context.degraded('recommendations')
      return unavailable(outcome.failure)
    }
    const page = outcome.value
    for (const name of page.degraded) this.#context.degraded(name)
    this.#learn(page)
    return page
  }

  /** Pages by id, by one call for those not known yet. */
  pages(ids: readonly string[]): Promise<readonly Found<PageRecord>[]> {
    const { origins, viewer } = this.#context
    return find(ids, this.#pages, async (missing) => {
      const outcome = await origins.recommendations.pages(viewer, missing)
      if (!outcome.ok) return missing.map(() => unavailable(outcome.failure))
      return outcome.value.map((page) => {
        if (page === null) return null
        if (page === 'expired') return rowExpired
        this.#learn(page)
        return page
      })
    })
  }

  /** Rows by id, by one call for those not known yet. */
  rows(ids: readonly string[]): Promise<readonly Found<RowRecord>[]> {
    const { origins, viewer } = this.#context
    return find(ids, this.#rows, async (missing) => {
      const outcome = await origins.recommendations.rows(viewer, missing)
      if (!outcome.ok) return missing.map(() => unavailable(outcome.failure))
      return outcome.value.map((row) => (row === 'expired' ? rowExpired : row))
    })
  }

  #learn(page: PageRecord): void {
    this.#pages.set(page.id, Promise.resolve(page))
    for (const row of page.rows) this.#rows.set(row.id, Promise.resolve(row))
  }
}

/** Looks ids up in what is known and asks for the rest at once, so that the next to ask waits for the same answer. */
function find<record>(
  ids: readonly string[],
  known: Map<string, Promise<Found<record>>>,
  ask: (missing: readonly string[]) => Promise<readonly Found<record>[]>,
): Promise<readonly Found<record>[]> {
  const missing = ids.filter((id) => !known.has(id) && ownerOf(id) !== undefined)
  if (missing.length > 0) {
    const answer = ask(missing)
    for (const [index, id] of missing.entries())
      known.set(
        id,
        answer.then((records) => records[index] ?? null),
      )
  }
  return Promise.all(ids.map((id) => known.get(id) ?? null))
}

/** A page or row belongs to the profile its id names; a visitor's is everybody's. */
export function permitPage(id: Id, { viewer }: PersonalContext): Failure | undefined {
  const owner = ownerOf(String(id))
  return owner === undefined || owner === 'visitor' || owner === viewer?.profile ? undefined : forbidden
}
