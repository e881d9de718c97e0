import { DurableObject } from 'cloudflare:workers'
import { type AuditEntry, type AuditedWrite, createAuditLog } from './audit-log.ts'
import type { ControlRoomCalls } from './control-room-calls.ts'
import type { DebugRule } from './debug-rule.ts'
import { createDebugRules } from './debug-rules.ts'
import type { Snapshot } from './snapshot-view.ts'

const now = () => Date.now()

/** One object in all, on a SQLite of its own. What operators change has one writer, here; isolates read it as snapshots. Never on a request's way. */
export class ControlRoom extends DurableObject implements ControlRoomCalls {
  readonly #audit = createAuditLog(this.ctx.storage, now)
  readonly #debugRules = createDebugRules(this.ctx.storage, now)

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
}
