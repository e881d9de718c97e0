import type { FilterDefinition } from '../../filter-sdk/definition-rules.ts'
import { type CanaryFigures, noFigures, p95Of } from '../published/canary-figures.ts'
import type { FilterState, LiveFilter, PublishedKind, VersionedSet } from '../published/filter-set.ts'
import { orderPublished } from '../published/order-published.ts'
import type { FilterHistory, FilterWrite, ListedRevision, TrialSummary } from './filter-revision.ts'
import type { SqlStorageLike } from './sql-storage.ts'

/** What is live of a name. Of `current` a write says that it has seen it; `figures` are its canary's. */
export interface LiveName extends Record<string, string | number | null> {
  name: string
  current: string
  active: string | null
  canary: string | null
  share: number | null
  since: number | null
  figures: string | null
}

/** What a canary and the devices without it have come to so far. */
export interface TrialFigures {
  readonly canary: CanaryFigures
  readonly control: CanaryFigures
}

/** By whom, and why. */
export type By = Pick<FilterWrite, 'author' | 'reason'>

/** The tables of published filters, and the questions that are asked of them. `now` in epoch milliseconds. */
export type FilterTables = ReturnType<typeof createFilterTables>

export function createFilterTables({ sql }: SqlStorageLike, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS filter_revisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, revision TEXT NOT NULL, kind TEXT NOT NULL, definition TEXT NOT NULL,
    source TEXT NOT NULL, code TEXT NOT NULL, sha256 TEXT NOT NULL, author TEXT NOT NULL, reason TEXT, at INTEGER NOT NULL, expires_at INTEGER,
    proven INTEGER NOT NULL DEFAULT 0, trial_at INTEGER, UNIQUE (name, revision)
  ) STRICT`)
  sql.exec(`CREATE TABLE IF NOT EXISTS filter_states (
    number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, revision TEXT NOT NULL, state TEXT NOT NULL, share REAL, at INTEGER NOT NULL,
    author TEXT NOT NULL, reason TEXT
  ) STRICT`)
  sql.exec('CREATE INDEX IF NOT EXISTS filter_states_by_name ON filter_states (name)')
  sql.exec(`CREATE TABLE IF NOT EXISTS filter_live (
    name TEXT PRIMARY KEY, current TEXT NOT NULL, active TEXT, canary TEXT, share REAL, since INTEGER, figures TEXT,
    is_off INTEGER NOT NULL DEFAULT 0
  ) STRICT`)
  sql.exec('CREATE TABLE IF NOT EXISTS versions (of TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT')

  const version = () => sql.exec<{ version: number }>(`SELECT version FROM versions WHERE of = 'filters'`).toArray()[0]?.version ?? 0

  function readSet(): VersionedSet {
    const rows = sql
      .exec<LiveRow>(
        `SELECT r.name, r.revision, r.kind, r.definition, r.code, r.sha256, r.expires_at, r.proven, l.share, r.revision = l.canary AS is_canary
         FROM filter_live l JOIN filter_revisions r ON r.name = l.name AND r.revision IN (l.active, l.canary) ORDER BY r.name, is_canary`,
      )
      .toArray()
    return { version: version(), filters: rows.map(liveFilter) }
  }

  return {
    version,
    readSet,

    liveOf: (name: string): LiveName | undefined => sql.exec<LiveName>('SELECT * FROM filter_live WHERE name = ?', name).toArray()[0],

    allLive: (): readonly LiveName[] =>
      sql.exec<LiveName>('SELECT * FROM filter_live WHERE active IS NOT NULL OR canary IS NOT NULL ORDER BY name').toArray(),

    setLive({ name, current, active, canary = null, share = null }: SetLive): void {
      sql.exec(
        `INSERT INTO filter_live (name, current, active, canary, share, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (name) DO UPDATE SET current = ?2, active = ?3, canary = ?4, share = ?5, since = ?6, figures = NULL, is_off = 0`,
        ...[name, current, active, canary, share, canary === null ? null : now()],
      )
    },

    setCurrent: (name: string, revision: string) =>
      sql.exec('UPDATE filter_live SET current = ?, is_off = 0 WHERE name = ?', revision, name),

    setOff: (name: string) =>
      sql.exec('UPDATE filter_live SET active = NULL, canary = NULL, figures = NULL, is_off = 1 WHERE name = ?', name),

    setFigures: (name: string, figures: TrialFigures) =>
      sql.exec('UPDATE filter_live SET figures = ? WHERE name = ?', JSON.stringify(figures), name),

    /** How many names of a kind are not off, besides this one. */
    countOthers(kind: PublishedKind, name: string): number {
      const [row] = sql
        .exec<{ count: number }>(
          `SELECT count(*) AS count FROM filter_live l JOIN filter_revisions r ON r.name = l.name AND r.revision = l.current
           WHERE r.kind = ? AND l.name <> ? AND l.is_off = 0`,
          ...[kind, name],
        )
        .toArray()
      return row?.count ?? 0
    },

    note(state: FilterState, name: string, revision: string, { author, reason }: By, share: number | null = null): void {
      sql.exec(
        'INSERT INTO filter_states (name, revision, state, share, at, author, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[name, revision, state, share, now(), author, reason],
      )
    },

    /** Which was active before this one, is still there, and was never found to do harm. */
    activeBefore(name: string, revision: string): string | undefined {
      return sql
        .exec<{ revision: string }>(
          `SELECT s.revision FROM filter_states s JOIN filter_revisions r ON r.name = s.name AND r.revision = s.revision
           WHERE s.name = ? AND s.state = 'active' AND s.revision <> ? AND (r.expires_at IS NULL OR r.expires_at > ?)
           AND NOT EXISTS (SELECT 1 FROM filter_states u WHERE u.name = s.name AND u.revision = s.revision AND u.state = 'undone')
           ORDER BY s.number DESC LIMIT 1`,
          ...[name, revision, now()],
        )
        .toArray()[0]?.revision
    },

    /** Makes the set another one. Throws a `PipelineError` where it cannot stand, or would not with its canaries in the place of what is active. */
    move(): void {
      const { filters } = readSet()
      const canaries = filters.filter(({ share }) => share !== null)
      const active = filters.filter(({ share }) => share === null)
      const next = [...active.filter(({ name }) => !canaries.some((canary) => canary.name === name)), ...canaries]
      for (const stage of ['inbound', 'outbound'] as const) for (const set of [active, next]) orderPublished(set, stage)
      sql.exec(`INSERT INTO versions (of, version) VALUES ('filters', 1) ON CONFLICT (of) DO UPDATE SET version = version + 1`)
    },

    /** What is live, then what is not, by its current revision. */
    list(): readonly ListedRevision[] {
      return sql
        .exec<LiveRow & { state: FilterState; figures: string | null }>(
          `SELECT r.name, r.revision, r.kind, r.definition, l.share, l.figures, r.revision = l.canary AS is_canary,
             (SELECT state FROM filter_states s WHERE s.name = r.name AND s.revision = r.revision ORDER BY s.number DESC LIMIT 1) AS state
           FROM filter_live l JOIN filter_revisions r ON r.name = l.name
             AND (r.revision IN (l.active, l.canary) OR (l.active IS NULL AND l.canary IS NULL AND r.revision = l.current))
           ORDER BY r.name, is_canary`,
        )
        .toArray()
        .map(({ name, revision, kind, definition, state, share, figures, is_canary }) => ({
          ...{ name, revision, kind, state, definition: JSON.parse(definition) as FilterDefinition },
          trial: is_canary === 1 && share !== null ? { share, ...summaryOf(figuresOf({ figures })) } : null,
        }))
    },

    revisionsOf(name: string): FilterHistory['revisions'] {
      const states = sql
        .exec<{ revision: string; state: FilterState; at: number; author: string; reason: string | null; share: number | null }>(
          'SELECT revision, state, at, author, reason, share FROM filter_states WHERE name = ? ORDER BY number',
          name,
        )
        .toArray()
      return sql
        .exec<{ revision: string; author: string; reason: string | null; at: number; expires_at: number | null; source: string }>(
          'SELECT revision, author, reason, at, expires_at, source FROM filter_revisions WHERE name = ? ORDER BY number DESC',
          name,
        )
        .toArray()
        .map(({ expires_at, ...one }) => ({
          ...one,
          expiresAt: expires_at,
          states: states.filter(({ revision }) => revision === one.revision).map(({ revision: _, ...state }) => state),
        }))
    },
  }
}

interface SetLive {
  readonly name: string
  readonly current: string
  readonly active: string | null
  readonly canary?: string | null
  readonly share?: number | null
}

export function figuresOf({ figures }: Pick<LiveName, 'figures'>): TrialFigures {
  return figures === null ? { canary: noFigures, control: noFigures } : (JSON.parse(figures) as TrialFigures)
}

function summaryOf({ canary, control }: TrialFigures) {
  const told = (figures: CanaryFigures): TrialSummary => ({
    ...{ requests: figures.requests, errors: figures.errors, p95Ms: Math.round(p95Of(figures) / 100) / 10 },
  })
  return { canary: told(canary), control: told(control) }
}

interface LiveRow extends Record<string, string | number | null> {
  name: string
  revision: string
  kind: PublishedKind
  definition: string
  code: string
  sha256: string
  share: number | null
  expires_at: number | null
  proven: number
  is_canary: number
}

function liveFilter({ name, revision, kind, definition, code, sha256, share, expires_at, proven, is_canary }: LiveRow): LiveFilter {
  return {
    ...{ name, revision, kind, code, sha256, definition: JSON.parse(definition) as FilterDefinition },
    share: is_canary === 1 ? share : null,
    expiresAt: expires_at,
    proven: proven === 1,
  }
}
