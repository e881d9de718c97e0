import type { ProfileRecord } from '../../contracts/members.ts'
import { migrate } from './migrate.ts'
import type { SqlStorageLike } from './sql-storage.ts'

const directorySchema: readonly string[] = [
  `
  CREATE TABLE profiles (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('adult', 'child')),
    country TEXT NOT NULL
  ) STRICT;
  `,
]

/** Knows every profile by its number: a copy of its record, so that admitting one is a single hop. */
export function createDirectoryStore(storage: SqlStorageLike) {
  migrate(storage, directorySchema)
  const { sql } = storage

  return {
    find(profile: number): ProfileRecord | null {
      type Row = { id: number; account: string; name: string; kind: 'adult' | 'child'; country: string }
      return sql.exec<Row>('SELECT id, account, name, kind, country FROM profiles WHERE id = ?', profile).toArray()[0] ?? null
    },

    /** Those of the profiles that are not registered. */
    missing(profiles: readonly number[]): number[] {
      const query = 'SELECT value AS id FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM profiles WHERE id = value)'
      return sql
        .exec<{ id: number }>(query, JSON.stringify(profiles))
        .toArray()
        .map(({ id }) => id)
    },

    /** Registers the profiles that are not there yet and counts them. */
    register(records: readonly ProfileRecord[]): number {
      return sql
        .exec(
          `INSERT INTO profiles (id, account, name, kind, country)
           SELECT value ->> 'id', value ->> 'account', value ->> 'name', value ->> 'kind', value ->> 'country' FROM json_each(?)
           WHERE true
           ON CONFLICT DO NOTHING RETURNING id`,
          JSON.stringify(records),
        )
        .toArray().length
    },

    /** How many profiles have numbers from 1 to `last`. */
    countUpTo(last: number): number {
      const query = 'SELECT count(*) AS registered FROM profiles WHERE id BETWEEN 1 AND ?'
      return sql.exec<{ registered: number }>(query, last).toArray()[0]?.registered ?? 0
    },
  }
}
