import type { SqlLike } from './sql-like.ts'

/** Somebody is about to erase a history. */
export interface ExpectedErasure {
  readonly account: string
  readonly profile: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** What holds for an owner's snapshots, also those that are yet to come. */
export interface Fence {
  /** The highest number that a snapshot that was dropped ever had: no number is given twice. */
  readonly numbered: number
  /** Nothing is kept that was built from a history before this version: it was erased. */
  readonly before: number
  /** What kind of profile it was by the last snapshot that was dropped and said so. */
  readonly kind: 'adult' | 'child' | null
  readonly expected: ExpectedErasure | null
}

const table = `CREATE TABLE IF NOT EXISTS fence (
  one INTEGER PRIMARY KEY CHECK (one = 1), numbered INTEGER NOT NULL DEFAULT 0, before INTEGER NOT NULL DEFAULT 0,
  kind TEXT, account TEXT, profile INTEGER, expected_at INTEGER
) STRICT`
const open: Fence = { numbered: 0, before: 0, kind: null, expected: null }

/** The fence of one owner in SQLite; one that stands open has no table. Its numbers only grow. */
export function createSqlFence(sql: SqlLike) {
  /** Changes are rare and each page is kept against it, so it stays in memory; the object is the only one to change it. */
  let known: Fence | undefined

  const read = (): Fence => (known ??= load())

  function load(): Fence {
    if (sql.exec(`SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'fence'`).toArray().length === 0) return open
    type Row = { [column in 'numbered' | 'before']: number } & { [column in 'profile' | 'expected_at']: number | null } & {
      [column in 'kind' | 'account']: string | null
    }
    const [row] = sql.exec<Row>('SELECT numbered, before, kind, account, profile, expected_at FROM fence').toArray()
    if (row === undefined) return open
    const { numbered, before, kind, account, profile, expected_at: at } = row
    const expected = account === null || profile === null || at === null ? null : { account, profile, at }
    return { numbered, before, kind: kind === 'adult' || kind === 'child' ? kind : null, expected }
  }

  function write(fence: Fence): void {
    const { numbered, before, kind, expected } = fence
    sql.exec(table)
    sql.exec(
      'INSERT OR REPLACE INTO fence (one, numbered, before, kind, account, profile, expected_at) VALUES (1, ?, ?, ?, ?, ?, ?)',
      ...[numbered, before, kind, expected?.account ?? null, expected?.profile ?? null, expected?.at ?? null],
    )
    known = fence
  }

  return {
    read,

    /** Snapshots are about to be dropped: what is to be known of them goes up to the fence. */
    raise({ numbered, before = 0, kind }: Pick<Fence, 'numbered' | 'kind'> & { readonly before?: number }): void {
      const fence = read()
      write({
        numbered: Math.max(fence.numbered, numbered),
        before: Math.max(fence.before, before),
        kind: kind ?? fence.kind,
        expected: fence.expected,
      })
    },

    expect(expected: ExpectedErasure | null): void {
      if (expected !== null || read().expected !== null) write({ ...read(), expected })
    },
  }
}
