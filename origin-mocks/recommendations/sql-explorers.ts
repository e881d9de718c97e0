import { limits } from './limits.ts'
import type { SqlLike } from './sql-like.ts'

/** An owner on whose pages something was tried. */
export interface Explorer {
  readonly number: number
  readonly owner: string
  /** Says nothing of the owner: drawn at random, gone with it. */
  readonly alias: string
}

const table = `CREATE TABLE IF NOT EXISTS explorers (
  number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL UNIQUE, alias TEXT NOT NULL
) STRICT`

/** Which owners have explorations, so that operators can read them all; what was tried stands with the owner alone. */
export function createSqlExplorers(sql: SqlLike, drawAlias: () => string) {
  sql.exec(table)

  return {
    note(owner: string): void {
      sql.exec('INSERT INTO explorers (owner, alias) VALUES (?, ?) ON CONFLICT DO NOTHING', owner, drawAlias())
      sql.exec('DELETE FROM explorers WHERE number <= (SELECT max(number) FROM explorers) - ?', limits.maxExplorers)
    },

    /** The next after this number, the oldest first. */
    after(number: number, limit: number): Explorer[] {
      const query = 'SELECT number, owner, alias FROM explorers WHERE number > ? ORDER BY number LIMIT ?'
      return sql.exec<{ number: number; owner: string; alias: string }>(query, number, limit).toArray()
    },

    forget(owner: string): void {
      sql.exec('DELETE FROM explorers WHERE owner = ?', owner)
    },
  }
}
