import { createAuditLog } from '../operations/audit-log.ts'
import type { ControlRoomCalls } from '../operations/control-room-calls.ts'
import { createDebugRules } from '../operations/debug-rules.ts'
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
  const room: ControlRoomCalls = {
    openEntry: async (entry) => audit.open(entry),
    closeEntry: async (number, status) => audit.close(number, status),
    lastEntries: async (limit) => audit.last(limit),
    debugRules: async () => rules.snapshot(),
    putDebugRule: async (rule) => rules.put(rule),
    removeDebugRule: async (name) => rules.remove(name),
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
