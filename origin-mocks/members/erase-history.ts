import type { SqlStorageLike } from './sql-storage.ts'

/** The tables whose rows say what a profile watched, rated, kept or picked. A test holds them against the schema. */
export const historyTables = ['ratings', 'my_list', 'bookmarks', 'viewing_events', 'picks'] as const

/**
 * Deletes all that a profile left behind, inside the transaction that is open. Of answers under idempotency keys nothing is left but the keys,
 * so that a write from before that comes again has no second effect and is answered as things are now; the deletion's own, `key`, stands.
 */
export function eraseHistory({ sql }: Pick<SqlStorageLike, 'sql'>, profile: number, key: string | null): void {
  for (const table of historyTables) sql.exec(`DELETE FROM ${table} WHERE profile = ?`, profile)
  // The digest goes too: a title and some stars are soon guessed from it.
  sql.exec(
    `UPDATE kept_answers SET digest = '', turn = NULL, status = NULL, content_type = NULL, body = NULL
     WHERE profile = ? AND key IS NOT ?`,
    profile,
    key,
  )
}
