import type { VersionedSet } from '../published/filter-set.ts'
import type {
  FilterHistory,
  FilterProblem,
  FilterRevision,
  FilterSwitchOff,
  FilterWrite,
  FilterWritten,
  ListedRevision,
} from './filter-revision.ts'
import { type By, createFilterTables, type LiveName } from './filter-tables.ts'
import { createFilterTrials } from './filter-trials.ts'
import { goBack } from './go-back.ts'
import type { SqlStorageLike } from './sql-storage.ts'

export const storeBounds = {
  /** Names that are not off, by kind. */
  dynamic: 50,
  rule: 500,
  /** Of a name; older ones that are not live are forgotten. */
  revisions: 100,
} as const

/**
 * The published filters, with one writer: what was published, what is live, how canaries do. Each change of what is live gives the set another version,
 * none goes back, and a set that cannot stand in one order is refused whole. `now` in epoch milliseconds.
 */
export function createFilterStore(storage: SqlStorageLike, now: () => number) {
  const { sql } = storage
  const tables = createFilterTables(storage, now)
  const trials = createFilterTrials(storage, tables, now)
  const { liveOf, setLive, note, move, readSet } = tables

  /** All of a write or nothing of it. A set that cannot stand is a problem of whoever writes. */
  function write<value>(work: () => value): value | FilterProblem {
    try {
      return storage.transactionSync(work)
    } catch (error) {
      if (error instanceof Error && error.name === 'PipelineError') return { problem: 'invalid', message: error.message }
      throw error
    }
  }

  /** A write to a name that is there, as whoever writes has last read it. */
  function writeTo(name: string, { ifMatch }: FilterWrite, work: (live: LiveName) => Omit<FilterWritten, 'set'> | FilterProblem) {
    return write((): FilterWritten | FilterProblem => {
      const live = liveOf(name)
      if (live === undefined) return { problem: 'unknown' }
      if (ifMatch !== null && ifMatch !== live.current) return { problem: 'changed', current: live.current }
      const outcome = work(live)
      if ('problem' in outcome) return outcome
      move()
      return { ...outcome, set: readSet() }
    })
  }

  function turnOff({ name, current, active, canary }: LiveName, by: By): void {
    const live = [active, canary].filter((revision) => revision !== null)
    for (const revision of live.length === 0 ? [current] : live) note('off', name, revision, by)
    tables.setOff(name)
  }

  return {
    ...trials,

    /** The set, or its version alone where the asker knows it. A first run that has not come back is undone by the next that asks without knowing any. */
    set(known: number): { readonly version: number; readonly set: VersionedSet | null } {
      if (known === 0) trials.undoLost()
      const current = tables.version()
      return { version: current, set: current === known ? null : readSet() }
    },

    draft(revision: FilterRevision, by: FilterWrite): FilterWritten | FilterProblem {
      return write((): FilterWritten | FilterProblem => {
        const { name, kind, definition, source, code, sha256, author, reason, expiresAt } = revision
        const live = liveOf(name)
        if (by.ifMatch !== null && by.ifMatch !== (live?.current ?? null)) return { problem: 'changed', current: live?.current ?? null }
        if (tables.countOthers(kind, name) >= storeBounds[kind]) return { problem: 'full', maximum: storeBounds[kind] }
        const known = sql.exec('SELECT 1 AS one FROM filter_revisions WHERE name = ? AND revision = ?', name, revision.revision).toArray()
        if (known.length === 0) {
          sql.exec(
            `INSERT INTO filter_revisions (name, revision, kind, definition, source, code, sha256, author, reason, at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            ...[name, revision.revision, kind, JSON.stringify(definition), source, code, sha256, author, reason, now(), expiresAt],
          )
          note('draft', name, revision.revision, by)
          forgetOld(name)
        } else sql.exec('UPDATE filter_revisions SET expires_at = ? WHERE name = ? AND revision = ?', expiresAt, name, revision.revision)
        if (live === undefined) setLive({ name, current: revision.revision, active: null })
        else tables.setCurrent(name, revision.revision)
        const state = revision.revision === live?.active ? 'active' : revision.revision === live?.canary ? 'canary' : 'draft'
        return { revision: revision.revision, state, set: readSet() }
      })
    },

    /** Makes a revision live, the current one where none is named: for all devices where `share` is 1, else as a canary. */
    activate(name: string, wanted: string | null, share: number, by: FilterWrite): FilterWritten | FilterProblem {
      return writeTo(name, by, ({ current, active, canary }) => {
        const revision = wanted ?? current
        const [known] = sql
          .exec<{ expires_at: number | null }>('SELECT expires_at FROM filter_revisions WHERE name = ? AND revision = ?', name, revision)
          .toArray()
        if (known === undefined) return { problem: 'unknown' }
        if (known.expires_at !== null && known.expires_at <= now()) return { problem: 'invalid', message: 'its time is over' }
        if (share < 1 && active === revision) return { problem: 'invalid', message: 'it is active for all devices already' }
        if (canary !== null && canary !== revision) note('replaced', name, canary, by)
        if (share < 1) {
          setLive({ name, current: revision, active, canary: revision, share })
          note('canary', name, revision, by, share)
          return { revision, state: 'canary' }
        }
        if (active !== null && active !== revision) note('replaced', name, active, by)
        setLive({ name, current: revision, active: revision })
        if (active !== revision) note('active', name, revision, by)
        return { revision, state: 'active' }
      })
    },

    /** To the revision before: ends a canary, else what is active. */
    rollBack: (name: string, by: FilterWrite): FilterWritten | FilterProblem =>
      writeTo(name, by, (live) => goBack(tables, live, 'rolled-back', by)),

    switchOff: (name: string, by: FilterWrite): FilterWritten | FilterProblem =>
      writeTo(name, by, (live) => {
        turnOff(live, by)
        return { revision: null, state: 'off' }
      }),

    switchAllOff(by: By): FilterSwitchOff {
      return storage.transactionSync(() => {
        const live = tables.allLive()
        for (const one of live) turnOff(one, by)
        if (live.length > 0) move()
        return { names: live.map(({ name }) => name), set: readSet() }
      })
    },

    list: (): readonly ListedRevision[] => tables.list(),

    /** Newest first; null where nothing of that name was published. */
    history(name: string): FilterHistory | null {
      const live = liveOf(name)
      return live === undefined ? null : { current: live.current, revisions: tables.revisionsOf(name) }
    },
  }

  function forgetOld(name: string): void {
    sql.exec(
      `DELETE FROM filter_revisions WHERE name = ?1 AND revision NOT IN (
         SELECT revision FROM filter_revisions WHERE name = ?1 ORDER BY number DESC LIMIT ?2
       ) AND revision NOT IN (SELECT ifnull(active, '') FROM filter_live UNION SELECT ifnull(canary, '') FROM filter_live)`,
      ...[name, storeBounds.revisions],
    )
  }
}
