import { migrate } from './migrate.ts'
import type { SqlStorageLike, SqlValue } from './sql-storage.ts'

/** After so many days a viewing counts half. */
const halfLifeDays = 30

/** A title that counts less than this is not told: what one household watches is nobody's business. */
export const leastCount = 3

/** What counts less than this is forgotten. */
const forgetBelow = 0.05

/** After so many half-lives all values are written anew, long before they grow out of a double. */
const rebaseAfter = 60

const dayMs = 24 * 60 * 60_000

const schema: readonly string[] = [
  `
  -- How much each title was watched, as if by the landmark's day: no member, no time of a single viewing.
  CREATE TABLE counts (title INTEGER PRIMARY KEY, value REAL NOT NULL) STRICT;
  CREATE INDEX counts_most ON counts (value DESC, title);
  CREATE TABLE landmark (day INTEGER NOT NULL) STRICT;
  `,
]

/**
 * What is watched in one country, counted without members, each viewing worth half as much every 30 days. Decay is applied forward (Cormode
 * et al., "Forward decay", 2009): a viewing adds two to the power of its age since a landmark, so that nothing that stands has to be changed
 * for time to pass. Times are epoch milliseconds.
 */
export function createCountryCounts(storage: SqlStorageLike) {
  migrate(storage, schema)
  const query = <row extends Record<string, SqlValue>>(sql: string, ...bindings: SqlValue[]): row[] =>
    storage.sql.exec<row>(sql, ...bindings).toArray()

  /** What a viewing on this day adds. */
  const worth = (day: number, landmark: number) => 2 ** ((day - landmark) / halfLifeDays)
  const dayOf = (at: number) => Math.floor(at / dayMs)

  function landmarkAt(day: number): number {
    const [row] = query<{ day: number }>('SELECT day FROM landmark')
    if (row === undefined) {
      query('INSERT INTO landmark (day) VALUES (?)', day)
      return day
    }
    if (day - row.day < rebaseAfter * halfLifeDays) return row.day
    query('UPDATE counts SET value = value / ?', worth(day, row.day))
    query('UPDATE landmark SET day = ?', day)
    return day
  }

  return {
    /** Counts viewings, each as `times` of them; drops what has come to count next to nothing. */
    add(viewings: readonly { readonly title: number; readonly at: number }[], times: number, now: number): void {
      storage.transactionSync(() => {
        const landmark = landmarkAt(dayOf(now))
        for (const { title, at } of viewings) {
          query(
            'INSERT INTO counts (title, value) VALUES (?, ?) ON CONFLICT (title) DO UPDATE SET value = value + excluded.value',
            title,
            times * worth(dayOf(Math.min(at, now)), landmark),
          )
        }
        query('DELETE FROM counts WHERE value < ?', forgetBelow * worth(dayOf(now), landmark))
      })
    },

    /** The titles that count enough to be told, the most watched first, ties by id. */
    most(limit: number, now: number): number[] {
      const [row] = query<{ day: number }>('SELECT day FROM landmark')
      if (row === undefined) return []
      const least = leastCount * worth(dayOf(now), row.day)
      return query<{ title: number }>('SELECT title FROM counts WHERE value >= ? ORDER BY value DESC, title LIMIT ?', least, limit).map(
        ({ title }) => title,
      )
    },
  }
}
