import type { History, Marks, MemberSeed, PlaybackEvent, ProfileRecord, Viewer, Written } from '../../contracts/members.ts'
import { membersLimits } from '../../contracts/members-questions.ts'
import type { TitleSlice } from '../../contracts/origin.ts'
import { accountSchema } from './account-schema.ts'
import { eraseHistory } from './erase-history.ts'
import { migrate, schemaVersion } from './migrate.ts'
import type { SqlStorageLike, SqlValue } from './sql-storage.ts'

/** How long an idempotency key is remembered. */
export const keyLifeMs = 24 * 60 * 60 * 1000

/** How many of a profile's last writes keep their viewing events. */
export const keptEventSteps = 10_000

/** A title that a profile goes on watching counts as watched once more after this long. */
const countAgainAfterMs = 24 * 60 * 60 * 1000

export type AccountStore = ReturnType<typeof createAccountStore>

/**
 * Reads and writes one account's database. Inputs were checked before (`contracts/members-questions.ts`); a profile that is not in this
 * account is refused by a TypeError. Nothing here awaits, so calls that overlap in time still come one after the other.
 */
export function createAccountStore(storage: SqlStorageLike) {
  // An account that was never seeded stays without a schema: asking about a made-up account writes nothing.
  let hasSchema = schemaVersion(storage) > 0
  if (hasSchema) migrate(storage, accountSchema)

  function query<row extends Record<string, SqlValue>>(sql: string, ...bindings: SqlValue[]): row[] {
    return storage.sql.exec<row>(sql, ...bindings).toArray()
  }

  type ProfileRow = {
    id: number
    account: string
    name: string
    kind: 'adult' | 'child'
    country: string
    version: number
    began: number | null
  }

  function find({ account, profile }: Pick<Viewer, 'account' | 'profile'>): ProfileRow | undefined {
    if (!hasSchema) return undefined
    return query<ProfileRow>('SELECT * FROM profiles WHERE id = ? AND account = ?', profile, account)[0]
  }

  function requireProfile(viewer: Viewer): ProfileRow {
    const row = find(viewer)
    if (row === undefined)
      throw new TypeError(`Cannot serve profile ${viewer.profile}: it must be in the viewer's account, found no such one`)
    return row
  }

  /**
   * Does a write at most once for each key. `write` says whether it changed anything, given the version it would lead to and the one at which
   * the profile's taste began; only then does the version move.
   */
  function writeOnce(viewer: Viewer, key: string | null, now: number, write: (step: number, began: number | null) => boolean): Written {
    return storage.transactionSync(() => {
      const { version: before, began } = requireProfile(viewer)
      if (key !== null) {
        query('DELETE FROM idempotency_keys WHERE at < ?', now - keyLifeMs)
        const sql = 'SELECT version FROM idempotency_keys WHERE profile = ? AND key = ?'
        const [done] = query<{ version: number }>(sql, viewer.profile, key)
        if (done !== undefined) return { version: done.version }
      }
      const version = write(before + 1, began) ? before + 1 : before
      if (version !== before) query('UPDATE profiles SET version = ? WHERE id = ?', version, viewer.profile)
      if (key !== null) {
        query('INSERT INTO idempotency_keys (profile, key, version, at) VALUES (?, ?, ?, ?)', viewer.profile, key, version, now)
      }
      return { version }
    })
  }

  function beginAnew(profile: number, step: number): true {
    query('UPDATE profiles SET began = ? WHERE id = ?', step, profile)
    return true
  }

  return {
    requireProfile,

    /** Forgets keys that are over. Comes to when the next one will be, in epoch milliseconds; undefined where there is none. */
    pruneKeys(now: number): number | undefined {
      if (!hasSchema) return undefined
      query('DELETE FROM idempotency_keys WHERE at < ?', now - keyLifeMs)
      const [oldest] = query<{ at: number | null }>('SELECT min(at) AS at FROM idempotency_keys')
      return typeof oldest?.at === 'number' ? oldest.at + keyLifeMs + 1 : undefined
    },

    profile(viewer: Viewer): ProfileRecord | null {
      const row = find(viewer)
      if (row === undefined) return null
      const { id, account, name, kind, country } = row
      return { id, account, name, kind, country }
    },

    /** One query, however many titles. */
    marks(viewer: Viewer, titles: readonly number[]): Marks[] {
      requireProfile(viewer)
      type Row = { rating: number | null; listed: number; bookmarkSeconds: number | null }
      const rows = query<Row>(
        `SELECT ratings.stars AS rating, my_list.title IS NOT NULL AS listed, bookmarks.position_seconds AS bookmarkSeconds
         FROM json_each(?1) AS asked
         LEFT JOIN ratings ON ratings.profile = ?2 AND ratings.title = asked.value
         LEFT JOIN my_list ON my_list.profile = ?2 AND my_list.title = asked.value
         LEFT JOIN bookmarks ON bookmarks.profile = ?2 AND bookmarks.title = asked.value
         ORDER BY asked.key`,
        JSON.stringify(titles),
        viewer.profile,
      )
      return rows.map(({ rating, listed, bookmarkSeconds }) => ({ rating, inMyList: listed === 1, bookmarkSeconds }))
    },

    history(viewer: Viewer): History {
      const { version, kind, country, began } = requireProfile(viewer)
      const { profile } = viewer
      const most = membersLimits.maxHistory
      const since = began ?? Number.MIN_SAFE_INTEGER
      const newest = 'ORDER BY step DESC, title LIMIT ?'
      const viewings = (when: string) =>
        query<{ title: number; positionSeconds: number; at: number }>(
          `SELECT title, position_seconds AS positionSeconds, at FROM bookmarks WHERE profile = ? AND step ${when} ? ${newest}`,
          ...[profile, since, most],
        )
      const myList = (when: string) =>
        query<{ title: number }>(`SELECT title FROM my_list WHERE profile = ? AND step ${when} ? ${newest}`, profile, since, most).map(
          ({ title }) => title,
        )
      return {
        version,
        kind,
        country,
        ratings: query<{ title: number; stars: number; at: number }>(
          `SELECT title, stars, at FROM ratings WHERE profile = ? AND step > ? ${newest}`,
          ...[profile, since, most],
        ),
        viewings: viewings('>'),
        myList: myList('>'),
        picks: query<{ title: number; at: number }>(
          'SELECT title, at FROM picks WHERE profile = ? AND step > ? ORDER BY place',
          ...[profile, since],
        ),
        ...(began === null ? {} : { before: { viewings: viewings('<='), myList: myList('<=') } }),
      }
    },

    myList(viewer: Viewer, offset: number, limit: number): TitleSlice {
      requireProfile(viewer)
      const [counted] = query<{ length: number }>('SELECT count(*) AS length FROM my_list WHERE profile = ?', viewer.profile)
      const sql = 'SELECT title FROM my_list WHERE profile = ? ORDER BY step DESC, title LIMIT ? OFFSET ?'
      const rows = query<{ title: number }>(sql, viewer.profile, limit, offset)
      return { offset, length: counted?.length ?? 0, ids: rows.map(({ title }) => title) }
    },

    rate(viewer: Viewer, ratings: readonly { title: number; stars: number | null }[], key: string | null, now: number): Written {
      // The last word on a title counts, so that a title given twice is one change at most.
      const wanted = JSON.stringify([...new Map(ratings.map(({ title, stars }) => [title, stars]))])
      return writeOnce(viewer, key, now, (step, began) => {
        const cleared = query(
          `DELETE FROM ratings WHERE profile = ? AND title IN (
             SELECT value ->> 0 FROM json_each(?) WHERE value ->> 1 IS NULL
           ) RETURNING title`,
          viewer.profile,
          wanted,
        )
        const rated = query(
          `INSERT INTO ratings (profile, title, stars, at, step)
           SELECT ?1, value ->> 0, value ->> 1, ?2, ?3 FROM json_each(?4) WHERE value ->> 1 IS NOT NULL
           ON CONFLICT (profile, title) DO UPDATE SET stars = excluded.stars, at = excluded.at, step = excluded.step
           WHERE stars <> excluded.stars OR ratings.step <= ?5
           RETURNING title`,
          ...[viewer.profile, now, step, wanted, began ?? Number.MIN_SAFE_INTEGER],
        )
        return cleared.length + rated.length > 0
      })
    },

    addToMyList(viewer: Viewer, title: number, key: string | null, now: number): Written {
      return writeOnce(viewer, key, now, (step) => {
        const sql = 'INSERT INTO my_list (profile, title, step) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING title'
        return query(sql, viewer.profile, title, step).length > 0
      })
    },

    removeFromMyList(viewer: Viewer, title: number, key: string | null, now: number): Written {
      return writeOnce(viewer, key, now, () => {
        return query('DELETE FROM my_list WHERE profile = ? AND title = ? RETURNING title', viewer.profile, title).length > 0
      })
    },

    /** Picks take the place of those before; the same ones again change nothing, unless the taste began anew since. */
    pickTitles(viewer: Viewer, titles: readonly number[], key: string | null, now: number): Written {
      return writeOnce(viewer, key, now, (step, began) => {
        const since = began ?? Number.MIN_SAFE_INTEGER
        const before = query<{ title: number }>(
          'SELECT title FROM picks WHERE profile = ? AND step > ? ORDER BY place',
          viewer.profile,
          since,
        )
        if (before.map(({ title }) => title).join() === titles.join()) return false
        query('DELETE FROM picks WHERE profile = ?', viewer.profile)
        query(
          'INSERT INTO picks (profile, place, title, at, step) SELECT ?, key, value, ?, ? FROM json_each(?)',
          ...[viewer.profile, now, step, JSON.stringify(titles)],
        )
        return true
      })
    },

    /**
     * Every report is news, so it always moves the version: it makes the title the last one watched. `country` is where it counts as watched once
     * more: null where it did within the last day, and where the report came before.
     */
    reportPlayback(
      viewer: Viewer,
      { title, positionSeconds, event }: { title: number; positionSeconds: number; event: PlaybackEvent },
      key: string | null,
      now: number,
    ): Written & { readonly country: string | null } {
      let country: string | null = null
      const written = writeOnce(viewer, key, now, (step) => {
        const [last] = query<{ at: number }>('SELECT at FROM bookmarks WHERE profile = ? AND title = ?', viewer.profile, title)
        if (last === undefined || now - last.at >= countAgainAfterMs) country = requireProfile(viewer).country
        query(
          `INSERT INTO bookmarks (profile, title, position_seconds, at, step) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (profile, title) DO UPDATE
           SET position_seconds = excluded.position_seconds, at = excluded.at, step = excluded.step`,
          viewer.profile,
          title,
          positionSeconds,
          now,
          step,
        )
        query(
          'INSERT INTO viewing_events (profile, step, title, event, position_seconds, at) VALUES (?, ?, ?, ?, ?, ?)',
          viewer.profile,
          step,
          title,
          event,
          positionSeconds,
          now,
        )
        query('DELETE FROM viewing_events WHERE profile = ? AND step <= ?', viewer.profile, step - keptEventSteps)
        return true
      })
      return { ...written, country }
    },

    /** What was before counts for nothing from now on, and stays. */
    resetTaste(viewer: Viewer, key: string | null, now: number): Written {
      return writeOnce(viewer, key, now, (step) => beginAnew(viewer.profile, step))
    },

    /** What was before is gone, all of it or, when it fails, nothing. */
    deleteHistory(viewer: Viewer, key: string | null, now: number): Written {
      return writeOnce(viewer, key, now, (step) => {
        eraseHistory(storage, viewer.profile, key)
        return beginAnew(viewer.profile, step)
      })
    },

    /** The version to which the last reset or deletion led; 0 where there was none. What follows from an older one is to go. */
    lastErased(account: string, profile: number): number {
      return find({ account, profile })?.began ?? 0
    },

    /** Creates the profiles that are not there yet, with all their seed holds, and leaves the others as they are. */
    create(seeds: readonly MemberSeed[]): void {
      migrate(storage, accountSchema)
      hasSchema = true
      storage.transactionSync(() => {
        for (const { profile, ratings, viewings, myList } of seeds) {
          const created = query(
            `INSERT INTO profiles (id, account, name, kind, country, version) VALUES (?, ?, ?, ?, ?, 1)
             ON CONFLICT DO NOTHING RETURNING id`,
            profile.id,
            profile.account,
            profile.name,
            profile.kind,
            profile.country,
          )
          if (created.length === 0) continue
          query(
            `INSERT INTO ratings (profile, title, stars, at, step)
             SELECT ?, value ->> 'title', value ->> 'stars', value ->> 'at', -key FROM json_each(?)`,
            profile.id,
            JSON.stringify(newestFirst(ratings)),
          )
          query(
            `INSERT INTO bookmarks (profile, title, position_seconds, at, step)
             SELECT ?, value ->> 'title', value ->> 'positionSeconds', value ->> 'at', -key FROM json_each(?)`,
            profile.id,
            JSON.stringify(newestFirst(viewings)),
          )
          query('INSERT INTO my_list (profile, title, step) SELECT ?, value, -key FROM json_each(?)', profile.id, JSON.stringify(myList))
        }
      })
    },
  }
}

function newestFirst<item extends { readonly at: number; readonly title: number }>(items: readonly item[]): item[] {
  return [...items].sort((one, other) => other.at - one.at || one.title - other.title)
}
