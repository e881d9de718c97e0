import { limits } from './limits.ts'
import { isExpired, type LastSnapshot, type PageContent, type Snapshot, type SnapshotDraft } from './snapshot.ts'

/** What SQLite takes and gives here. */
type SqlValue = string | number | null

/** The part of a Durable Object's SQL that the store needs; a test gives it another SQLite of this shape. */
export interface SqlLike {
  exec<row extends Record<string, SqlValue>>(query: string, ...bindings: SqlValue[]): { toArray(): row[] }
}

/** Numbers are never used twice: the newest row is never dropped, so the next number always exceeds it. */
const table = `CREATE TABLE IF NOT EXISTS snapshots (
  number INTEGER PRIMARY KEY, width TEXT NOT NULL, stamp TEXT, kind TEXT, model TEXT,
  built_at INTEGER NOT NULL, touched_at INTEGER NOT NULL, content TEXT NOT NULL
) STRICT`

/** The snapshots of one owner in SQLite. An owner without a page has no table, so that asking leaves nothing behind. */
export function createSqlSnapshots(sql: SqlLike) {
  let isThere = false

  function hasTable(): boolean {
    isThere ||= sql.exec(`SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'snapshots'`).toArray().length > 0
    return isThere
  }

  return {
    last(width: string): LastSnapshot {
      if (!hasTable()) return { snapshot: null, kind: null }
      const [kept] = sql
        .exec<{ number: number; stamp: string; built_at: number; content: string }>(
          'SELECT number, stamp, built_at, content FROM snapshots WHERE width = ? AND stamp IS NOT NULL ORDER BY built_at DESC, number DESC LIMIT 1',
          width,
        )
        .toArray()
      const [known] = sql
        .exec<{ kind: string }>('SELECT kind FROM snapshots WHERE kind IS NOT NULL ORDER BY built_at DESC, number DESC LIMIT 1')
        .toArray()
      return {
        snapshot: kept === undefined ? null : { number: kept.number, stamp: kept.stamp, at: kept.built_at, content: parse(kept.content) },
        kind: known === undefined ? null : known.kind === 'adult' ? 'adult' : 'child',
      }
    },

    keep({ width, stamp, kind, model, content }: SnapshotDraft, now: number): number {
      if (!hasTable()) sql.exec(table)
      isThere = true
      const text = JSON.stringify(content)
      const [before] = sql
        .exec<{ number: number; touched_at: number; content: string }>(
          'SELECT number, touched_at, content FROM snapshots WHERE width = ? ORDER BY built_at DESC, number DESC LIMIT 1',
          width,
        )
        .toArray()
      if (before !== undefined && before.content === text && !isExpired(before.touched_at, now)) {
        sql.exec(
          'UPDATE snapshots SET stamp = ?, kind = ?, model = ?, built_at = ?, touched_at = ? WHERE number = ?',
          stamp,
          kind,
          model,
          now,
          now,
          before.number,
        )
        return before.number
      }
      const number = newest() + 1
      sql.exec(
        'INSERT INTO snapshots (number, width, stamp, kind, model, built_at, touched_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        number,
        width,
        stamp,
        kind,
        model,
        now,
        now,
        text,
      )
      sql.exec(
        'DELETE FROM snapshots WHERE number < ? AND (touched_at < ? OR number <= ?)',
        number,
        now - limits.snapshotKeepMs,
        number - limits.maxSnapshots,
      )
      return number
    },

    find(numbers: readonly number[], now: number): (Snapshot | 'expired' | null)[] {
      if (!hasTable()) return numbers.map(() => null)
      const last = newest()
      return numbers.map((number) => {
        const [kept] = sql
          .exec<{ touched_at: number; content: string }>('SELECT touched_at, content FROM snapshots WHERE number = ?', number)
          .toArray()
        if (kept === undefined) return number <= last ? 'expired' : null
        if (isExpired(kept.touched_at, now)) return 'expired'
        if (now - kept.touched_at > limits.snapshotTouchMs) sql.exec('UPDATE snapshots SET touched_at = ? WHERE number = ?', now, number)
        return { number, content: parse(kept.content) }
      })
    },
  }

  function newest(): number {
    return sql.exec<{ newest: number | null }>('SELECT max(number) AS newest FROM snapshots').toArray()[0]?.newest ?? 0
  }
}

function parse(text: string): PageContent {
  return JSON.parse(text) as PageContent
}
