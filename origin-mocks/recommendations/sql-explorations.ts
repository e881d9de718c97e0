import type { ExploredSlot } from '../../contracts/ranking.ts'
import type { ExplorationRecord } from '../../contracts/ranking-rules.ts'
import { limits } from './limits.ts'
import type { SqlLike } from './sql-like.ts'

/** A title that was tried and may still be taken, or one that was watched or rated; and when. */
export interface OpenExploration {
  readonly title: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** A slot that was tried, as its owner keeps it. */
export interface KeptExploration extends Omit<ExplorationRecord, 'page'> {
  /** Grows by each that is noted. */
  readonly number: number
  readonly snapshot: number
}

/** Who was shown what by chance: of one owner, in SQLite, beside its snapshots. An owner on whose pages nothing was tried has no table. */
const table = `CREATE TABLE IF NOT EXISTS explorations (
  number INTEGER PRIMARY KEY AUTOINCREMENT, snapshot INTEGER NOT NULL, row TEXT NOT NULL, column_ INTEGER NOT NULL,
  candidates TEXT NOT NULL, chosen INTEGER NOT NULL, model TEXT NOT NULL, at INTEGER NOT NULL, version INTEGER NOT NULL, taken INTEGER
) STRICT`

export function createSqlExplorations(sql: SqlLike) {
  const hasTable = () =>
    sql.exec(`SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'explorations'`).toArray().length > 0

  return {
    /** Notes the slots of one page, and drops what is too old or too many. `version` is of the history that the page was made from. */
    note(snapshot: number, slots: readonly ExploredSlot[], model: string, version: number, now: number): void {
      if (slots.length === 0) return
      sql.exec(table)
      // A page that came out equal keeps its number, and was told already.
      if (sql.exec('SELECT 1 AS there FROM explorations WHERE snapshot = ? LIMIT 1', snapshot).toArray().length > 0) return
      for (const { row, column, candidates, chosen } of slots) {
        sql.exec(
          'INSERT INTO explorations (snapshot, row, column_, candidates, chosen, model, at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          ...[snapshot, row, column, JSON.stringify(candidates), chosen, model, now, version],
        )
      }
      sql.exec(
        'DELETE FROM explorations WHERE at < ? OR number <= (SELECT max(number) FROM explorations) - ?',
        now - limits.explorationKeepMs,
        limits.maxExplorations,
      )
    },

    /** What may still turn out to have been taken. */
    open(now: number): OpenExploration[] {
      if (!hasTable()) return []
      return sql
        .exec<{ title: number; at: number }>(
          'SELECT chosen AS title, at FROM explorations WHERE taken IS NULL AND at >= ?',
          now - limits.explorationOutcomeMs,
        )
        .toArray()
    },

    /** These titles were watched or rated at these times: each counts for the slots that had shown it not too long before. */
    settle(events: readonly OpenExploration[]): void {
      for (const { title, at } of hasTable() ? events : []) {
        sql.exec(
          'UPDATE explorations SET taken = 1 WHERE taken IS NULL AND chosen = ? AND at < ? AND at > ?',
          ...[title, at, at - limits.explorationOutcomeMs],
        )
      }
    },

    /** Those after the one numbered `after`, the oldest first. Whether a title was taken is told when its time is over, and not before. */
    read(after: number, limit: number, now: number): KeptExploration[] {
      if (!hasTable()) return []
      type Row = { [column in 'number' | 'snapshot' | 'column_' | 'chosen' | 'at']: number } & {
        [column in 'row' | 'candidates' | 'model']: string
      } & { taken: number | null }
      const query = 'SELECT * FROM explorations WHERE number > ? AND at >= ? ORDER BY number LIMIT ?'
      return sql
        .exec<Row>(query, after, now - limits.explorationKeepMs, limit)
        .toArray()
        .map(({ number, snapshot, row, column_: column, candidates, chosen, model, at, taken }) => {
          // Told by age alone: were those that were taken told earlier than the others, who evaluates would see too many of them.
          const isOver = now - at >= limits.explorationOutcomeMs
          return {
            ...{ number, snapshot, row, column, candidates: JSON.parse(candidates), chosen, model, at },
            taken: isOver ? taken === 1 : null,
          }
        })
    },

    /** Drops what follows from a history before this version. */
    forget(before: number): void {
      if (hasTable()) sql.exec('DELETE FROM explorations WHERE version < ?', before)
    },

    /** Drops what is too old. Comes to when the next one will be, in epoch milliseconds; undefined where nothing is kept. */
    prune(now: number): number | undefined {
      if (!hasTable()) return undefined
      sql.exec('DELETE FROM explorations WHERE at < ?', now - limits.explorationKeepMs)
      const [oldest] = sql.exec<{ at: number | null }>('SELECT min(at) AS at FROM explorations').toArray()
      return typeof oldest?.at === 'number' ? oldest.at + limits.explorationKeepMs + 1 : undefined
    },
  }
}
