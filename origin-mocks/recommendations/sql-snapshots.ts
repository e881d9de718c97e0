import { limits } from './limits.ts'
import { isExpired, type LastSnapshot, type PageContent, type Snapshot, type SnapshotDraft } from './snapshot.ts'
import { createSqlExplorations } from './sql-explorations.ts'
import { createSqlFence, type ExpectedErasure } from './sql-fence.ts'
import type { SqlLike } from './sql-like.ts'

/** Numbers are never used twice: keeping a page drops no newest row, and whatever else does raises the fence. */
const table = `CREATE TABLE IF NOT EXISTS snapshots (
  number INTEGER PRIMARY KEY, width TEXT NOT NULL, stamp TEXT, kind TEXT, model TEXT,
  built_at INTEGER NOT NULL, touched_at INTEGER NOT NULL, content TEXT NOT NULL, version INTEGER
) STRICT`

/** Of rows from before there were versions nobody knows how old their history is: any erasure takes them. */
const addVersion = 'ALTER TABLE snapshots ADD COLUMN version INTEGER DEFAULT -1'

/** The snapshots of one owner in SQLite. An owner without a page has no table, so that asking leaves nothing behind. */
export function createSqlSnapshots(sql: SqlLike) {
  let isThere = false
  const fence = createSqlFence(sql)
  const explorations = createSqlExplorations(sql)

  function hasTable(): boolean {
    if (isThere) return true
    const columns = sql.exec<{ name: string }>(`SELECT name FROM pragma_table_info('snapshots')`).toArray()
    isThere = columns.length > 0
    if (isThere && !columns.some(({ name }) => name === 'version')) sql.exec(addVersion)
    return isThere
  }

  return {
    last(width: string, now: number): LastSnapshot {
      if (!hasTable()) return { snapshot: null, kind: fence.read().kind, tried: explorations.open(now) }
      const [kept] = sql
        .exec<{ number: number; stamp: string; built_at: number; content: string }>(
          'SELECT number, stamp, built_at, content FROM snapshots WHERE width = ? AND stamp IS NOT NULL ORDER BY built_at DESC, number DESC LIMIT 1',
          width,
        )
        .toArray()
      return {
        snapshot: kept === undefined ? null : { number: kept.number, stamp: kept.stamp, at: kept.built_at, content: parse(kept.content) },
        kind: lastKind() ?? fence.read().kind,
        tried: explorations.open(now),
      }
    },

    keep(draft: SnapshotDraft, now: number): number | null {
      const number = keepPage(draft, now)
      if (number === null) return null
      explorations.settle(draft.taken)
      explorations.note(number, draft.explored, draft.model ?? '', draft.version ?? 0, now)
      return number
    },

    /** What was tried after the exploration numbered `after`, the oldest first. */
    explorations: explorations.read,

    find(numbers: readonly number[], now: number): (Snapshot | 'expired' | null)[] {
      const last = newest()
      if (last === 0) return numbers.map(() => null)
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

    forget(before: number): void {
      if (before === 0) return
      fence.raise({ numbered: newest(), before, kind: lastKind() })
      if (hasTable()) sql.exec('DELETE FROM snapshots WHERE version < ?', before)
      explorations.forget(before)
    },

    /** Drops what is gone by its age. Comes to when the next one will be, in epoch milliseconds; undefined where nothing is kept. */
    prune(now: number): number | undefined {
      const ends = [prunePages(now), explorations.prune(now)].filter((end) => end !== undefined)
      return ends.length === 0 ? undefined : Math.min(...ends)
    },

    expected: (): ExpectedErasure | null => fence.read().expected,
    expect: (erasure: ExpectedErasure | null): void => fence.expect(erasure),
  }

  function keepPage({ width, stamp, version, kind, model, content }: SnapshotDraft, now: number): number | null {
    if (version !== null && version < fence.read().before) return null
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
        'UPDATE snapshots SET stamp = ?, version = ?, kind = ?, model = ?, built_at = ?, touched_at = ? WHERE number = ?',
        ...[stamp, version, kind, model, now, now, before.number],
      )
      return before.number
    }
    const number = newest() + 1
    sql.exec(
      'INSERT INTO snapshots (number, width, stamp, version, kind, model, built_at, touched_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[number, width, stamp, version, kind, model, now, now, text],
    )
    sql.exec(
      'DELETE FROM snapshots WHERE number < ? AND (touched_at < ? OR number <= ?)',
      number,
      now - limits.snapshotKeepMs,
      number - limits.maxSnapshots,
    )
    return number
  }

  function prunePages(now: number): number | undefined {
    if (!hasTable()) return undefined
    const oldest = now - limits.snapshotKeepMs
    if (sql.exec('SELECT 1 FROM snapshots WHERE touched_at < ? LIMIT 1', oldest).toArray().length > 0) {
      fence.raise({ numbered: newest(), kind: lastKind() })
      sql.exec('DELETE FROM snapshots WHERE touched_at < ?', oldest)
    }
    const [left] = sql.exec<{ at: number | null }>('SELECT min(touched_at) AS at FROM snapshots').toArray()
    return typeof left?.at === 'number' ? left.at + limits.snapshotKeepMs + 1 : undefined
  }

  function lastKind(): 'adult' | 'child' | null {
    if (!hasTable()) return null
    const query = 'SELECT kind FROM snapshots WHERE kind IS NOT NULL ORDER BY built_at DESC, number DESC LIMIT 1'
    const [last] = sql.exec<{ kind: string }>(query).toArray()
    return last === undefined ? null : last.kind === 'adult' ? 'adult' : 'child'
  }

  function newest(): number {
    const { numbered } = fence.read()
    if (!hasTable()) return numbered
    return Math.max(numbered, sql.exec<{ newest: number | null }>('SELECT max(number) AS newest FROM snapshots').toArray()[0]?.newest ?? 0)
  }
}

function parse(text: string): PageContent {
  return JSON.parse(text) as PageContent
}
