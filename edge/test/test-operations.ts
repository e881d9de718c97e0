import { createAuditLog } from '../operations/audit-log.ts'
import type { ControlRoomCalls } from '../operations/control-room-calls.ts'
import { createDebugRules } from '../operations/debug-rules.ts'
import { createFilterStore } from '../operations/filter-store.ts'
import { createKeptRequests } from '../operations/kept-requests.ts'
import type { RequestRingCalls } from '../operations/request-ring-calls.ts'
import { openSqlite } from './open-sqlite.ts'

/** The control room and the rings of all locations over Node's SQLite, as several isolates reach them. */
export interface TestOperations {
  readonly controlRoom: () => ControlRoomCalls
  readonly ringAt: (location: string) => RequestRingCalls
  /** All that rings keep, as text. */
  everything(): string
}

export function createTestOperations(now: () => number): TestOperations {
  const storage = openSqlite()
  const audit = createAuditLog(storage, now)
  const rules = createDebugRules(storage, now)
  const filters = createFilterStore(storage, now)
  const room: ControlRoomCalls = {
    openEntry: async (entry) => audit.open(entry),
    closeEntry: async (number, status) => audit.close(number, status),
    lastEntries: async (limit) => audit.last(limit),
    debugRules: async () => rules.snapshot(),
    putDebugRule: async (rule) => rules.put(rule),
    removeDebugRule: async (name) => rules.remove(name),
    filterSet: async (known) => filters.set(known),
    draftFilter: async (revision, by) => filters.draft(revision, by),
    activateFilter: async (name, revision, share, by) => filters.activate(name, revision, share, by),
    rollBackFilter: async (name, by) => filters.rollBack(name, by),
    switchFilterOff: async (name, by) => filters.switchOff(name, by),
    switchFiltersOff: async (by) => filters.switchAllOff(by),
    listFilters: async () => filters.list(),
    filterHistory: async (name) => filters.history(name),
    reportFilters: async (reports) => (filters.report(reports) ? filters.set(-1).set : null),
    openTrials: async (named) => filters.openTrials(named),
    closeTrials: async (named) => filters.closeTrials(named),
  }
  const stores = new Map<string, ReturnType<typeof openSqlite>>()
  const rings = new Map<string, ReturnType<typeof createKeptRequests>>()
  const ringOf = (location: string) => {
    let ring = rings.get(location)
    if (ring === undefined) {
      const store = openSqlite()
      stores.set(location, store)
      rings.set(location, (ring = createKeptRequests(store, now)))
    }
    return ring
  }
  return {
    controlRoom: () => room,
    ringAt: (location) => ({
      keep: async (requests, dropped) => ringOf(location).keep(requests, dropped),
      find: async (trace) => ringOf(location).find(trace),
      search: async (search) => ringOf(location).search(search),
    }),
    everything: () => JSON.stringify([...stores.values()].map(({ sql }) => sql.exec('SELECT * FROM requests').toArray())),
  }
}
