import type { DatabaseSync } from 'node:sqlite'
import type { SqlLike } from '../sql-like.ts'

/** Node's SQLite in the shape of a Durable Object's, for tests. */
export function openSqlite(database: DatabaseSync): SqlLike {
  return {
    exec(query, ...bindings) {
      const rows = database.prepare(query).all(...bindings)
      return { toArray: () => rows.map((row) => ({ ...row })) as never[] }
    },
  }
}
