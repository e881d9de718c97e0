import type { SqlStorageLike, SqlValue } from './sql-storage.ts'

/** A request as a ring keeps it: what it is found by, and the rest as text. */
export interface KeptRequest {
  readonly trace: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly status: number
  /** The code of the refusal; null where the request was answered. */
  readonly code: string | null
  readonly path: string
  readonly class: string
  readonly degraded: boolean
  /** Stands for the device, and is not its id; null where it has none. */
  readonly device: string | null
  /** A `TraceRecord`, packed. */
  readonly record: string
}

/** What to look for; all that is given must fit. */
export interface RequestSearch {
  readonly status?: number | undefined
  /** 4 for every status from 400 to 499. */
  readonly statusClass?: number | undefined
  readonly code?: string | undefined
  readonly path?: string | undefined
  readonly class?: string | undefined
  readonly degraded?: boolean | undefined
  readonly device?: string | undefined
  readonly limit: number
}

export interface FoundRequests {
  /** Newest first. */
  readonly requests: readonly { readonly device: string | null; readonly record: string }[]
  /** How many could not be kept since there is this ring: isolates had more than they could hand over. */
  readonly dropped: number
}

export const ringBounds = { requests: 5_000, ageMs: 24 * 60 * 60 * 1_000 } as const

/** The last requests of a location, at most `ringBounds`. `now` in epoch milliseconds. */
export function createKeptRequests(storage: SqlStorageLike, now: () => number) {
  const { sql } = storage
  sql.exec(`CREATE TABLE IF NOT EXISTS requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT, trace TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL, code TEXT, path TEXT NOT NULL,
    class TEXT NOT NULL, degraded INTEGER NOT NULL, device TEXT, record TEXT NOT NULL
  ) STRICT`)
  sql.exec('CREATE INDEX IF NOT EXISTS requests_by_trace ON requests (trace)')
  sql.exec('CREATE TABLE IF NOT EXISTS dropped (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER NOT NULL) STRICT')

  const oldestAllowed = () => now() - ringBounds.ageMs

  function prune(): void {
    sql.exec('DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - ?', ringBounds.requests)
    sql.exec('DELETE FROM requests WHERE at < ?', oldestAllowed())
  }

  return {
    prune,

    keep(requests: readonly KeptRequest[], dropped: number): void {
      storage.transactionSync(() => {
        for (const { trace, at, status, code, path, class: deviceClass, degraded, device, record } of requests)
          sql.exec(
            'INSERT INTO requests (trace, at, status, code, path, class, degraded, device, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
            ...[trace, at, status, code, path, deviceClass, degraded ? 1 : 0, device, record],
          )
        if (dropped > 0)
          sql.exec('INSERT INTO dropped (one, count) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET count = count + ?1', dropped)
        prune()
      })
    },

    find(trace: string): string | null {
      const sqlText = 'SELECT record FROM requests WHERE trace = ? AND at >= ? ORDER BY number DESC LIMIT 1'
      return sql.exec<{ record: string }>(sqlText, trace, oldestAllowed()).toArray()[0]?.record ?? null
    },

    search({ status, statusClass, code, path, class: deviceClass, degraded, device, limit }: RequestSearch): FoundRequests {
      const conditions = ['at >= ?']
      const bindings: SqlValue[] = [oldestAllowed()]
      const where = (condition: string, value: SqlValue | undefined) => {
        if (value === undefined) return
        conditions.push(condition)
        bindings.push(value)
      }
      where('status = ?', status)
      where('status / 100 = ?', statusClass)
      where('code = ?', code)
      where('path = ?', path)
      where('class = ?', deviceClass)
      where('degraded = ?', degraded === undefined ? undefined : degraded ? 1 : 0)
      where('device = ?', device)
      const requests = sql
        .exec<{ device: string | null; record: string }>(
          `SELECT device, record FROM requests WHERE ${conditions.join(' AND ')} ORDER BY number DESC LIMIT ?`,
          ...bindings,
          limit,
        )
        .toArray()
      const [lost] = sql.exec<{ count: number }>('SELECT count FROM dropped').toArray()
      return { requests, dropped: lost?.count ?? 0 }
    },

    /** When the oldest that is kept is to go, in epoch milliseconds; undefined where nothing is kept. */
    nextEnd(): number | undefined {
      const [row] = sql.exec<{ at: number | null }>('SELECT min(at) AS at FROM requests').toArray()
      return row?.at === null || row === undefined ? undefined : row.at + ringBounds.ageMs
    },
  }
}
