import { DatabaseSync } from 'node:sqlite'
import type { SqlStorageLike } from '../operations/sql-storage.ts'

/** Node's SQLite in the shape of a Durable Object's storage; in memory. */
export function openSqlite(): SqlStorageLike {
  const database = new DatabaseSync(':memory:')
  return {
    sql: {
      exec(query, ...bindings) {
        const rows = database.prepare(query).all(...bindings)
        return { toArray: () => rows.map((row) => ({ ...row })) as never[] }
      },
    },
    transactionSync(work) {
      database.exec('BEGIN')
      try {
        const value = work()
        database.exec('COMMIT')
        return value
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
  }
}
