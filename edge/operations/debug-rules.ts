import type { DebugRule } from './debug-rule.ts'
import type { Snapshot } from './snapshot-view.ts'
import type { SqlStorageLike } from './sql-storage.ts'

/** The most that there may be at a time. */
export const maxRules = 20

/**
 * The debug rules, with one writer. Each change gives the set another version, and none goes back, so that whoever reads two sets knows the newer.
 * Rules whose time is over are gone. `now` in epoch milliseconds.
 */
export function createDebugRules(storage: SqlStorageLike, now: () => number) {
  const { sql } = storage
  sql.exec('CREATE TABLE IF NOT EXISTS debug_rules (name TEXT PRIMARY KEY, until INTEGER NOT NULL, rule TEXT NOT NULL) STRICT')
  sql.exec('CREATE TABLE IF NOT EXISTS versions (of TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT')

  const move = () =>
    sql.exec(`INSERT INTO versions (of, version) VALUES ('debug-rules', 1) ON CONFLICT (of) DO UPDATE SET version = version + 1`)

  function snapshot(): Snapshot<readonly DebugRule[]> {
    const [row] = sql.exec<{ version: number }>(`SELECT version FROM versions WHERE of = 'debug-rules'`).toArray()
    const rules = sql.exec<{ rule: string }>('SELECT rule FROM debug_rules WHERE until > ? ORDER BY name', now()).toArray()
    return { version: row?.version ?? 0, content: rules.map(({ rule }) => JSON.parse(rule) as DebugRule) }
  }

  return {
    snapshot,

    /** Puts it in the place of another of its name; null where there would be too many. */
    put(rule: DebugRule): Snapshot<readonly DebugRule[]> | null {
      return storage.transactionSync(() => {
        sql.exec('DELETE FROM debug_rules WHERE until <= ? OR name = ?', now(), rule.name)
        const [row] = sql.exec<{ count: number }>('SELECT count(*) AS count FROM debug_rules').toArray()
        if ((row?.count ?? 0) >= maxRules) return null
        sql.exec('INSERT INTO debug_rules (name, until, rule) VALUES (?, ?, ?)', rule.name, rule.until, JSON.stringify(rule))
        move()
        return snapshot()
      })
    },

    /** Null where there is none of that name. */
    remove(name: string): Snapshot<readonly DebugRule[]> | null {
      return storage.transactionSync(() => {
        const gone = sql.exec('DELETE FROM debug_rules WHERE name = ? AND until > ? RETURNING name', name, now()).toArray()
        if (gone.length === 0) return null
        move()
        return snapshot()
      })
    },
  }
}
