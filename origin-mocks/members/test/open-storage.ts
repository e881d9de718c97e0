import { DatabaseSync } from 'node:sqlite'
import type { SqlStorageLike, SqlValue } from '../sql-storage.ts'

/** SQLite in memory, in the shape of a Durable Object's storage. `queries` records each statement. */
export function openStorage(database = new DatabaseSync(':memory:')) {
  const queries: string[] = []
  const storage: SqlStorageLike = {
    sql: {
      exec<row extends Record<string, SqlValue>>(query: string, ...bindings: SqlValue[]) {
        queries.push(query)
        // As in a Durable Object: several statements run when there is nothing to bind.
        if (bindings.length === 0 && query.trim().includes(';')) {
          database.exec(query)
          return { toArray: () => [] as row[] }
        }
        const rows = database.prepare(query).all(...bindings) as row[]
        return { toArray: () => rows.map((row) => ({ ...row })) }
      },
    },
    transactionSync(work) {
      database.exec('BEGIN')
      try {
        const value = work()
        database.exec('COMMIT')
        return value
      } catch (cause) {
        database.exec('ROLLBACK')
        throw cause
      }
    },
  }
  return { storage, queries }
}
