import type { SqlStorageLike } from './sql-storage.ts'

/** How many steps of a schema a database has seen; 0 for one that was never written to. */
export function schemaVersion({ sql }: SqlStorageLike): number {
  const tables = sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'").toArray()
  if (tables.length === 0) return 0
  return sql.exec<{ version: number }>('SELECT version FROM schema_version').toArray()[0]?.version ?? 0
}

/** Applies the steps that a database has not seen, all or none. A step that was released is never edited: append another. */
export function migrate(storage: SqlStorageLike, steps: readonly string[]): void {
  const version = schemaVersion(storage)
  if (version >= steps.length) return
  storage.transactionSync(() => {
    for (const step of steps.slice(version)) storage.sql.exec(step)
    storage.sql.exec('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT')
    storage.sql.exec('DELETE FROM schema_version')
    storage.sql.exec('INSERT INTO schema_version (version) VALUES (?)', steps.length)
  })
}
