import { DurableObject } from 'cloudflare:workers'
import type { CanaryReport, NamedRevision } from '../published/canary-ledger.ts'
import type { VersionedSet } from '../published/filter-set.ts'
import { canaryBounds } from '../published/judge-canary.ts'
import { type AuditEntry, type AuditedWrite, createAuditLog } from './audit-log.ts'
import type { ControlRoomCalls } from './control-room-calls.ts'
import type { DebugRule } from './debug-rule.ts'
import { createDebugRules } from './debug-rules.ts'
import type {
  FilterHistory,
  FilterProblem,
  FilterRevision,
  FilterSwitchOff,
  FilterWrite,
  FilterWritten,
  ListedRevision,
} from './filter-revision.ts'
import { createFilterStore } from './filter-store.ts'
import type { Snapshot } from './snapshot-view.ts'

const now = () => Date.now()

/** Where copies of the set of filters are left for when this object cannot be reached. */
export interface FilterCopies {
  put(key: string, value: string): Promise<void>
}

interface Env {
  readonly FILTER_COPIES?: FilterCopies
}

/** The key of the copy. */
export const filterCopyKey = 'filters'

/** One object in all, on a SQLite of its own. What operators change has one writer, here; isolates read it as snapshots. */
export class ControlRoom extends DurableObject<Env> implements ControlRoomCalls {
  readonly #audit = createAuditLog(this.ctx.storage, now)
  readonly #debugRules = createDebugRules(this.ctx.storage, now)
  readonly #filters = createFilterStore(this.ctx.storage, now)

  async openEntry(entry: AuditEntry): Promise<number> {
    return this.#audit.open(entry)
  }

  async closeEntry(number: number, status: number): Promise<void> {
    this.#audit.close(number, status)
  }

  async lastEntries(limit: number): Promise<AuditedWrite[]> {
    return this.#audit.last(limit)
  }

  async debugRules(): Promise<Snapshot<readonly DebugRule[]>> {
    return this.#debugRules.snapshot()
  }

  async putDebugRule(rule: DebugRule): Promise<Snapshot<readonly DebugRule[]> | null> {
    return this.#debugRules.put(rule)
  }

  async removeDebugRule(name: string): Promise<Snapshot<readonly DebugRule[]> | null> {
    return this.#debugRules.remove(name)
  }

  async filterSet(known: number): Promise<{ version: number; set: VersionedSet | null }> {
    return this.#filters.set(known)
  }

  async draftFilter(revision: FilterRevision, by: FilterWrite): Promise<FilterWritten | FilterProblem> {
    return this.#filters.draft(revision, by)
  }

  async activateFilter(name: string, revision: string | null, share: number, by: FilterWrite): Promise<FilterWritten | FilterProblem> {
    return this.#spread(this.#filters.activate(name, revision, share, by))
  }

  async rollBackFilter(name: string, by: FilterWrite): Promise<FilterWritten | FilterProblem> {
    return this.#spread(this.#filters.rollBack(name, by))
  }

  async switchFilterOff(name: string, by: FilterWrite): Promise<FilterWritten | FilterProblem> {
    return this.#spread(this.#filters.switchOff(name, by))
  }

  async switchFiltersOff(by: Pick<FilterWrite, 'author' | 'reason'>): Promise<FilterSwitchOff> {
    return this.#spread(this.#filters.switchAllOff(by))
  }

  async listFilters(): Promise<readonly ListedRevision[]> {
    return this.#filters.list()
  }

  async filterHistory(name: string): Promise<FilterHistory | null> {
    return this.#filters.history(name)
  }

  async reportFilters(reports: readonly CanaryReport[]): Promise<VersionedSet | null> {
    if (!this.#filters.report(reports)) return null
    await this.#spreadSet()
    return this.#filters.set(-1).set
  }

  async openTrials(filters: readonly NamedRevision[]): Promise<void> {
    this.#filters.openTrials(filters)
  }

  async closeTrials(filters: readonly NamedRevision[]): Promise<void> {
    this.#filters.closeTrials(filters)
  }

  /** Judges canaries whose time is over, ends filters whose time is. */
  override async alarm(): Promise<void> {
    if (this.#filters.keepTime()) await this.#spreadSet()
    else await this.#setAlarm()
  }

  async #spread<written extends object>(written: written): Promise<written> {
    if (!('problem' in written)) await this.#spreadSet()
    return written
  }

  async #spreadSet(): Promise<void> {
    await this.#setAlarm()
    const { set } = this.#filters.set(-1)
    // The copy is for bad times: a write does not wait for it, nor fail with it.
    this.ctx.waitUntil(this.env.FILTER_COPIES?.put(filterCopyKey, JSON.stringify(set)).catch(() => {}) ?? Promise.resolve())
  }

  async #setAlarm(): Promise<void> {
    const next = this.#filters.nextTime(canaryBounds.ranMs)
    // A canary that has seen too little is looked at again a minute later.
    if (next !== undefined) await this.ctx.storage.setAlarm(Math.max(next, now() + (next <= now() ? 60_000 : 0)))
  }
}
