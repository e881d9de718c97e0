import type { KeptAnswer, Remembered, Viewer } from '../../contracts/members.ts'
import { keyLifeMs } from './account-store.ts'
import type { SqlStorageLike, SqlValue } from './sql-storage.ts'

/** After so long whoever is at a write has lost its turn: it may have died between the effect and the answer. */
export const turnMs = 30_000

/** Keeps the answers to an account's writes, by profile and idempotency key. `requireProfile` throws for a viewer of another account. */
export function createKeptAnswers(storage: SqlStorageLike, requireProfile: (viewer: Viewer) => unknown) {
  type Row = { digest: string; turn: number | null; status: number | null; contentType: string | null; body: string | null }

  function query<row extends Record<string, SqlValue>>(sql: string, ...bindings: SqlValue[]): row[] {
    return storage.sql.exec<row>(sql, ...bindings).toArray()
  }

  function find({ profile }: Viewer, key: string): Row | undefined {
    const sql = 'SELECT digest, turn, status, content_type AS contentType, body FROM kept_answers WHERE profile = ? AND key = ?'
    return query<Row>(sql, profile, key)[0]
  }

  return {
    /** As `pruneKeys` of the account's store, which must have a schema by then. */
    prune(now: number): number | undefined {
      query('DELETE FROM kept_answers WHERE at < ?', now - keyLifeMs)
      const [oldest] = query<{ at: number | null }>('SELECT min(at) AS at FROM kept_answers')
      return typeof oldest?.at === 'number' ? oldest.at + keyLifeMs + 1 : undefined
    },

    /** Takes the turn where nobody has it. `now` in epoch milliseconds. */
    remember(viewer: Viewer, key: string, digest: string, now: number): Remembered {
      requireProfile(viewer)
      query('DELETE FROM kept_answers WHERE at < ?', now - keyLifeMs)
      const row = find(viewer, key)
      if (row === undefined) {
        query('INSERT INTO kept_answers (profile, key, digest, at, turn) VALUES (?, ?, ?, ?, ?)', viewer.profile, key, digest, now, now)
        return { state: 'new' }
      }
      // From before a deletion: what it was for is not known any more, so it is answered anew each time.
      if (row.digest === '') return { state: 'new' }
      if (row.digest !== digest) return { state: 'other' }
      const answer = answerOf(row)
      if (answer !== undefined) return { state: 'done', answer }
      if (row.turn !== null && now - row.turn <= turnMs) return { state: 'pending' }
      query('UPDATE kept_answers SET turn = ? WHERE profile = ? AND key = ?', now, viewer.profile, key)
      return { state: 'new' }
    },

    complete(viewer: Viewer, key: string, digest: string, answer: KeptAnswer): KeptAnswer {
      requireProfile(viewer)
      query(
        `UPDATE kept_answers SET turn = NULL, status = ?, content_type = ?, body = ?
         WHERE profile = ? AND key = ? AND digest = ? AND body IS NULL`,
        answer.status,
        answer.contentType,
        answer.body,
        viewer.profile,
        key,
        digest,
      )
      const row = find(viewer, key)
      return (row?.digest === digest && answerOf(row)) || answer
    },

    release(viewer: Viewer, key: string, digest: string): void {
      requireProfile(viewer)
      query('UPDATE kept_answers SET turn = NULL WHERE profile = ? AND key = ? AND digest = ?', viewer.profile, key, digest)
    },
  }

  function answerOf({ status, contentType, body }: Row): KeptAnswer | undefined {
    return status === null || contentType === null || body === null ? undefined : { status, contentType, body }
  }
}
