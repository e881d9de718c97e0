import { addFigures } from '../published/canary-figures.ts'
import type { CanaryReport, NamedRevision } from '../published/canary-ledger.ts'
import { judgeCanary } from '../published/judge-canary.ts'
import { type FilterTables, figuresOf, type LiveName } from './filter-tables.ts'
import { goBack } from './go-back.ts'
import type { SqlStorageLike } from './sql-storage.ts'

/** A first run that has not come back after this time, in milliseconds, took its isolate with it. */
export const trialMs = 1_000

/** By whom it is done where nobody did it. */
const itself = (reason: string | null) => ({ author: 'marquee', reason })

/** What becomes of live filters by themselves: harm is undone, what did none is made active, what has an end ends. `now` in epoch milliseconds. */
export function createFilterTrials(storage: SqlStorageLike, tables: FilterTables, now: () => number) {
  const { sql } = storage
  const { liveOf, allLive, setLive, setFigures, note, move } = tables

  /** Whether anything of what the work did concerns the set. */
  const moving = (work: () => boolean): boolean =>
    storage.transactionSync(() => {
      const moved = work()
      if (moved) move()
      return moved
    })

  function judge(live: LiveName): boolean {
    const { name, active, canary, since } = live
    if (canary === null || since === null) return false
    const { verdict, reason } = judgeCanary({ ...figuresOf(live), ranMs: now() - since })
    if (verdict === 'go on') return false
    if (verdict === 'undo') goBack(tables, live, 'undone', itself(reason))
    else {
      if (active !== null) note('replaced', name, active, itself(reason))
      setLive({ name, current: canary, active: canary })
      note('active', name, canary, itself(reason))
    }
    return true
  }

  function take({ name, revision, canary, control, failed }: CanaryReport): boolean {
    const live = liveOf(name)
    if (live === undefined || (revision !== live.canary && revision !== live.active)) return false
    if (failed !== null) {
      // A canary is what goes first; where it is the active one that fails, the canary of its successor is no help.
      if (revision === live.active && live.canary !== null) {
        note('replaced', name, live.canary, itself(failed))
        goBack(tables, { ...live, canary: null }, 'undone', itself(failed))
      } else goBack(tables, live, 'undone', itself(failed))
      return true
    }
    if (revision !== live.canary) return false
    const before = figuresOf(live)
    const figures = { canary: addFigures(before.canary, canary), control: addFigures(before.control, control) }
    setFigures(name, figures)
    return judge({ ...live, figures: JSON.stringify(figures) })
  }

  function expire({ name, active, canary, current }: LiveName): boolean {
    const isOver = (revision: string) =>
      sql.exec('SELECT 1 AS one FROM filter_revisions WHERE name = ? AND revision = ? AND expires_at <= ?', name, revision, now()).toArray()
        .length > 0
    const over = [active, canary].filter((revision) => revision !== null).filter(isOver)
    for (const revision of over) note('expired', name, revision, itself(null))
    if (over.length === 0) return false
    // A canary of something that has ended begins anew.
    const left = active !== null && !over.includes(active) ? active : null
    if (canary === null || over.includes(canary)) setLive({ name, current, active: left })
    else sql.exec('UPDATE filter_live SET active = ? WHERE name = ?', left, name)
    return true
  }

  return {
    /** Takes what isolates have seen of filters, and acts on it. Whether the set has changed. */
    report: (reports: readonly CanaryReport[]): boolean => moving(() => reports.map(take).includes(true)),

    /** Judges canaries whose time is over, and ends what has expired. Whether the set has changed. */
    keepTime: (): boolean =>
      moving(() =>
        allLive()
          .map((live) => expire(live) || judge(live))
          .includes(true),
      ),

    /** When `keepTime` is to be called next, in epoch milliseconds; undefined where nothing waits. `canaryMs`: how long a canary runs. */
    nextTime(canaryMs: number): number | undefined {
      const [row] = sql
        .exec<{ at: number | null }>(
          `SELECT min(at) AS at FROM (
             SELECT since + ? AS at FROM filter_live WHERE canary IS NOT NULL
             UNION ALL SELECT r.expires_at FROM filter_live l JOIN filter_revisions r ON r.name = l.name AND r.revision IN (l.active, l.canary)
           )`,
          canaryMs,
        )
        .toArray()
      return row?.at ?? undefined
    },

    /** First runs are about to start. */
    openTrials(filters: readonly NamedRevision[]): void {
      for (const { name, revision } of filters)
        sql.exec('UPDATE filter_revisions SET trial_at = ? WHERE name = ? AND revision = ? AND proven = 0', now(), name, revision)
    },

    /** They have come back. */
    closeTrials(filters: readonly NamedRevision[]): void {
      for (const { name, revision } of filters)
        sql.exec('UPDATE filter_revisions SET proven = 1, trial_at = NULL WHERE name = ? AND revision = ?', name, revision)
    },

    /** Undoes what has started its first run and was not heard of again. */
    undoLost(): void {
      const lost = sql
        .exec<{ name: string; revision: string }>('SELECT name, revision FROM filter_revisions WHERE trial_at < ?', now() - trialMs)
        .toArray()
      const nothing = { requests: 0, errors: 0, latency: {} }
      const failed = 'its first run did not come back'
      moving(() => lost.map(({ name, revision }) => take({ name, revision, canary: nothing, control: nothing, failed })).includes(true))
      for (const { name, revision } of lost)
        sql.exec('UPDATE filter_revisions SET trial_at = NULL WHERE name = ? AND revision = ?', name, revision)
    },
  }
}
