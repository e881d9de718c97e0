import { DurableObject } from 'cloudflare:workers'
import type { LastSnapshot, Snapshot, SnapshotDraft } from './snapshot.ts'
import { createSqlSnapshots } from './sql-snapshots.ts'

/** The pages handed out to one profile, or to all visitors, on a SQLite of its own. Called by `Recommendations` alone. */
export class Snapshots extends DurableObject {
  readonly #store = createSqlSnapshots(this.ctx.storage.sql)

  last(width: string): LastSnapshot {
    return this.#store.last(width)
  }

  keep(draft: SnapshotDraft, now: number): number {
    return this.#store.keep(draft, now)
  }

  find(numbers: readonly number[], now: number): (Snapshot | 'expired' | null)[] {
    return this.#store.find(numbers, now)
  }
}
