import type { FilterWriter } from '../published/published-filters.ts'
import type { AuditEntry, AuditedWrite } from './audit-log.ts'
import type { DebugRule } from './debug-rule.ts'
import type {
  FilterHistory,
  FilterProblem,
  FilterRevision,
  FilterSwitchOff,
  FilterWrite,
  FilterWritten,
  ListedRevision,
} from './filter-revision.ts'
import type { Snapshot } from './snapshot-view.ts'

/** What the control room is asked: the one place where operators' writes come together. */
export interface ControlRoomCalls extends FilterWriter {
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
  draftFilter(revision: FilterRevision, by: FilterWrite): Promise<FilterWritten | FilterProblem>
  /** For all devices where `share` is 1, else as a canary. */
  activateFilter(name: string, revision: string | null, share: number, by: FilterWrite): Promise<FilterWritten | FilterProblem>
  rollBackFilter(name: string, by: FilterWrite): Promise<FilterWritten | FilterProblem>
  switchFilterOff(name: string, by: FilterWrite): Promise<FilterWritten | FilterProblem>
  switchFiltersOff(by: Pick<FilterWrite, 'author' | 'reason'>): Promise<FilterSwitchOff>
  listFilters(): Promise<readonly ListedRevision[]>
  /** Null where nothing of that name was published. */
  filterHistory(name: string): Promise<FilterHistory | null>
}
