import { Failure } from '../failure.ts'
import type { EntityType } from '../model/model.ts'
import type { Selection } from '../plan/selection.ts'
import { Batch } from './batch.ts'
import { Entry } from './entry.ts'

/**
 * The entities of a type of which nothing is wanted but plain leaves, the same of each: rows by id, without an entry for each. Most of a page
 * is that.
 */
export class LeafColumn {
  readonly type: EntityType
  readonly fields: readonly string[]
  /** What the load came to, an object, null or a failure; undefined where it has not come. */
  readonly rows = new Map<string | number, unknown>()
  /** Ids that no load was sent for. */
  wanted: (string | number)[] = []
  /** Ids that no resolver vouches for. */
  readonly #doubted = new Set<string | number>()
  readonly #entries = new Map<string | number, Entry>()

  constructor({ type, plain }: Selection) {
    this.type = type as EntityType
    this.fields = plain
  }

  /** Wants an id that a resolver vouches for. */
  add(id: string | number): void {
    if (this.#doubted.size > 0) this.#doubted.delete(id)
    if (this.rows.has(id)) return
    this.rows.set(id, undefined)
    this.wanted.push(id)
  }

  /** Wants an id that nobody vouches for. */
  doubt(id: string | number): void {
    if (this.rows.has(id)) return
    this.add(id)
    this.#doubted.add(id)
  }

  /** The ids to load now; nobody else gets them. */
  take(): readonly (string | number)[] {
    const ids = this.wanted
    this.wanted = []
    return ids
  }

  /** An entry in the state that the column is in, for what is not as simple as it should be; undefined where the id is not wanted. */
  entry(id: string | number): Entry | undefined {
    let entry = this.#entries.get(id)
    if (entry === undefined && this.rows.has(id)) {
      const row = this.rows.get(id)
      entry = new Entry(this.type, id, !this.#doubted.has(id))
      entry.plain = { fields: this.fields, batch: row === undefined ? pending : arrived }
      entry.existence = row === null || row === undefined || row instanceof Failure ? row : true
      if (row !== null)
        entry.record =
          row instanceof Failure
            ? Object.fromEntries(this.fields.map((name) => [name, row]))
            : (row as object | undefined as Entry['record'])
      this.#entries.set(id, entry)
    }
    return entry
  }
}

const pending = new Batch()
const arrived = new Batch()
arrived.finish()
