import { demoProfileCount, type History, type MemberSeed, type Members, type ProfileRecord, type Viewer, type Written } from '../members.ts'
import { membersLimits, requireGoodQuestion } from '../members-questions.ts'

interface Kept {
  readonly record: ProfileRecord
  version: number
  /** Each newest first, by title. */
  ratings: Map<number, { readonly title: number; readonly stars: number; readonly at: number }>
  viewings: Map<number, { readonly title: number; readonly positionSeconds: number; readonly at: number }>
  myList: Map<number, number>
  readonly keys: Map<string, { readonly written: Written; readonly at: number }>
}

const keyLifeMs = 24 * 60 * 60 * 1000

/** The members origin in memory, for tests of whoever calls it. `now` gives epoch milliseconds. */
export function createFakeMembers(seeds: readonly MemberSeed[], { now }: { readonly now: () => number }): Members {
  const profiles = new Map<number, Kept>()

  function keep({ profile, ratings, viewings, myList }: MemberSeed): void {
    profiles.set(profile.id, {
      record: profile,
      version: 1,
      ratings: newestFirst(ratings),
      viewings: newestFirst(viewings),
      myList: new Map(myList.map((title) => [title, title])),
      keys: new Map(),
    })
  }
  for (const seed of seeds) keep(seed)

  function own(viewer: Viewer): Kept {
    const kept = profiles.get(viewer.profile)
    if (kept?.record.account === viewer.account) return kept
    throw new TypeError(`Cannot serve profile ${viewer.profile}: it must be in the viewer's account, found no such one`)
  }

  /** Does a write at most once for each key; `write` says whether it changed anything. */
  function writeOnce(viewer: Viewer, key: string | null, write: (kept: Kept) => boolean): Written {
    const kept = own(viewer)
    const before = key === null ? undefined : kept.keys.get(key)
    if (before !== undefined && now() - before.at <= keyLifeMs) return before.written
    if (write(kept)) kept.version += 1
    const written = { version: kept.version }
    if (key !== null) kept.keys.set(key, { written, at: now() })
    return written
  }

  return {
    async state() {
      const there = [...profiles.keys()].filter((id) => id <= demoProfileCount).length
      return { ready: there === demoProfileCount, detail: `${there} of ${demoProfileCount} demo profiles` }
    },

    async admit(profile) {
      requireGoodQuestion('admit', [profile])
      return profiles.get(profile)?.record ?? null
    },

    async profile(viewer) {
      requireGoodQuestion('profile', [viewer])
      const record = profiles.get(viewer.profile)?.record
      return record?.account === viewer.account ? record : null
    },

    async marks(viewer, titles) {
      requireGoodQuestion('marks', [viewer, titles])
      const { ratings, viewings, myList } = own(viewer)
      return titles.map((title) => ({
        rating: ratings.get(title)?.stars ?? null,
        inMyList: myList.has(title),
        bookmarkSeconds: viewings.get(title)?.positionSeconds ?? null,
      }))
    },

    async history(viewer): Promise<History> {
      requireGoodQuestion('history', [viewer])
      const { record, version, ratings, viewings, myList } = own(viewer)
      const most = membersLimits.maxHistory
      return {
        version,
        kind: record.kind,
        country: record.country,
        ratings: [...ratings.values()].slice(0, most),
        viewings: [...viewings.values()].slice(0, most),
        myList: [...myList.values()].slice(0, most),
      }
    },

    async myList(viewer, offset, limit) {
      requireGoodQuestion('myList', [viewer, offset, limit])
      const titles = [...own(viewer).myList.values()]
      return { offset, length: titles.length, ids: titles.slice(offset, offset + limit) }
    },

    async rate(viewer, ratings, idempotencyKey) {
      requireGoodQuestion('rate', [viewer, ratings, idempotencyKey])
      const wanted = [...new Map(ratings.map(({ title, stars }) => [title, stars]))].sort(([one], [other]) => other - one)
      return writeOnce(viewer, idempotencyKey, (kept) => {
        let changed = false
        for (const [title, stars] of wanted) {
          if ((kept.ratings.get(title)?.stars ?? null) === stars) continue
          changed = true
          if (stars === null) kept.ratings.delete(title)
          else kept.ratings = inFront(kept.ratings, title, { title, stars, at: now() })
        }
        return changed
      })
    },

    async addToMyList(viewer, title, idempotencyKey) {
      requireGoodQuestion('addToMyList', [viewer, title, idempotencyKey])
      return writeOnce(viewer, idempotencyKey, (kept) => {
        if (kept.myList.has(title)) return false
        kept.myList = inFront(kept.myList, title, title)
        return true
      })
    },

    async removeFromMyList(viewer, title, idempotencyKey) {
      requireGoodQuestion('removeFromMyList', [viewer, title, idempotencyKey])
      return writeOnce(viewer, idempotencyKey, (kept) => kept.myList.delete(title))
    },

    async reportPlayback(viewer, report, idempotencyKey) {
      requireGoodQuestion('reportPlayback', [viewer, report, idempotencyKey])
      const { title, positionSeconds } = report
      return writeOnce(viewer, idempotencyKey, (kept) => {
        kept.viewings = inFront(kept.viewings, title, { title, positionSeconds, at: now() })
        return true
      })
    },

    async seed(members) {
      requireGoodQuestion('seed', [members])
      const before = profiles.size
      for (const member of members) if (!profiles.has(member.profile.id)) keep(member)
      return { created: profiles.size - before }
    },
  }
}

function newestFirst<item extends { readonly at: number; readonly title: number }>(items: readonly item[]): Map<number, item> {
  const sorted = [...items].sort((one, other) => other.at - one.at || one.title - other.title)
  return new Map(sorted.map((item) => [item.title, item]))
}

function inFront<value>(values: ReadonlyMap<number, value>, title: number, value: value): Map<number, value> {
  return new Map([[title, value], ...[...values].filter(([other]) => other !== title)])
}
