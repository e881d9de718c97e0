import { DurableObject } from 'cloudflare:workers'
import type { Erasures } from '../../contracts/members.ts'
import { limits } from './limits.ts'
import type { LastSnapshot, Snapshot, SnapshotDraft } from './snapshot.ts'
import type { KeptExploration } from './sql-explorations.ts'
import { createSqlSnapshots } from './sql-snapshots.ts'

/** What an object of snapshots asks on its own, when there is no request. */
export interface SnapshotsEnv {
  readonly ERASURES: Erasures
}

/** The pages handed out to one profile, or to all visitors, on a SQLite of its own. Called by `Recommendations` alone. */
export class Snapshots extends DurableObject<SnapshotsEnv> {
  readonly #store = createSqlSnapshots(this.ctx.storage.sql)
  /** As far as this life of the object knows. */
  #hasAlarm = false

  last(width: string, now: number): LastSnapshot {
    return this.#store.last(width, now)
  }

  async keep(draft: SnapshotDraft, now: number): Promise<number | null> {
    const number = this.#store.keep(draft, now)
    if (number !== null && !this.#hasAlarm) await this.#wakeBy(now + limits.snapshotKeepMs + 1)
    return number
  }

  find(numbers: readonly number[], now: number): (Snapshot | 'expired' | null)[] {
    return this.#store.find(numbers, now)
  }

  explorations(after: number, limit: number, now: number): KeptExploration[] {
    return this.#store.explorations(after, limit, now)
  }

  async expectErasure(account: string, profile: number, now: number): Promise<void> {
    this.#store.expect({ account, profile, at: now })
    await this.#wakeBy(now + limits.erasureCheckMs)
  }

  forget(before: number): void {
    this.#store.forget(before)
  }

  /** Drops what is gone by its age, and what follows from a history whose erasure was expected and perhaps not told. */
  override async alarm(): Promise<void> {
    const now = Date.now()
    const ends = [await this.#settleErasure(now), this.#store.prune(now)].filter((end) => end !== undefined)
    this.#hasAlarm = false
    if (ends.length > 0) await this.#wakeBy(Math.min(...ends))
  }

  /** Comes to when to look again, in epoch milliseconds; undefined where nothing more is expected. */
  async #settleErasure(now: number): Promise<number | undefined> {
    const expected = this.#store.expected()
    if (expected === null) return undefined
    try {
      this.#store.forget(await this.env.ERASURES.lastErased(expected.account, expected.profile))
    } catch (error) {
      console.warn(`members.lastErased: ${error instanceof Error ? error.message : String(error)}`)
      return now + limits.erasurePatienceMs
    }
    // A call to erase may still be on its way when the first alarm rings, and is not when the last one does.
    const end = expected.at + limits.erasurePatienceMs
    if (now < end) return end
    if (this.#store.expected()?.at === expected.at) this.#store.expect(null)
    return this.#store.expected() === null ? undefined : now + limits.erasureCheckMs
  }

  /** Sets the alarm, unless it rings before that already. */
  async #wakeBy(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || at < set) await this.ctx.storage.setAlarm(at)
    this.#hasAlarm = true
  }
}
