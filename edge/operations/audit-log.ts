import type { SqlStorageLike } from './sql-storage.ts'

/** A write that an operator is about to make. */
export interface AuditEntry {
  readonly author: string
  readonly role: string
  /** Method and path. */
  readonly action: string
  /** As the author says it; null where nothing was said. */
  readonly reason: string | null
}

export interface AuditedWrite extends AuditEntry {
  readonly at: string
  /** What became of it; null: nobody knows, its request ended before it was answered. */
  readonly status: number | null
}

const most = 10_000

/** What operators have written, in the order they did. An entry is made before the write, and gets its status after. `now` in epoch milliseconds. */
export function createAuditLog({ sql }: SqlStorageLike, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, author TEXT NOT NULL, role TEXT NOT NULL,
    action TEXT NOT NULL, reason TEXT, status INTEGER
  ) STRICT`)
  return {
    /** Comes to the number of the entry. */
    open({ author, role, action, reason }: AuditEntry): number {
      const [row] = sql
        .exec<{ number: number }>(
          'INSERT INTO audit (at, author, role, action, reason) VALUES (?, ?, ?, ?, ?) RETURNING number',
          ...[now(), author, role, action, reason],
        )
        .toArray()
      const { number } = row as { number: number }
      sql.exec('DELETE FROM audit WHERE number <= ?', number - most)
      return number
    },

    close(number: number, status: number): void {
      sql.exec('UPDATE audit SET status = ? WHERE number = ? AND status IS NULL', status, number)
    },

    /** Newest first. */
    last(limit: number): AuditedWrite[] {
      return sql
        .exec<{ at: number; author: string; role: string; action: string; reason: string | null; status: number | null }>(
          'SELECT at, author, role, action, reason, status FROM audit ORDER BY number DESC LIMIT ?',
          limit,
        )
        .toArray()
        .map(({ at, ...write }) => ({ at: new Date(at).toISOString(), ...write }))
    },
  }
}
