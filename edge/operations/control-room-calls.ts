import type { AuditEntry, AuditedWrite } from './audit-log.ts'
import type { DebugRule } from './debug-rule.ts'
import type { Snapshot } from './snapshot-view.ts'

/** What the control room is asked: the one place where operators' writes come together. */
export interface ControlRoomCalls {
  /** Notes a write before it is made; comes to the number of its entry. */
  openEntry(entry: AuditEntry): Promise<number>
  closeEntry(number: number, status: number): Promise<void>
  /** Newest first. */
  lastEntries(limit: number): Promise<readonly AuditedWrite[]>
  debugRules(): Promise<Snapshot<readonly DebugRule[]>>
  /** Null where there would be too many. */
  putDebugRule(rule: DebugRule): Promise<Snapshot<readonly DebugRule[]> | null>
  /** Null where there is none of that name. */
  removeDebugRule(name: string): Promise<Snapshot<readonly DebugRule[]> | null>
}
