import {
  demoProfileCount,
  type Erasures,
  type History,
  type KeptAnswer,
  type MemberSeed,
  type Members,
  type ProfileRecord,
  type Remembered,
  type Viewer,
  type Written,
} from '../members.ts'
import { membersLimits, requireGoodQuestion } from '../members-questions.ts'

interface Kept {
  readonly record: ProfileRecord
  version: number
  /** Each newest first, by title. */
  ratings: Map<number, { readonly title: number; readonly stars: number; readonly at: number }>
  viewings: Map<number, { readonly title: number; readonly positionSeconds: number; readonly at: number }>
  myList: Map<number, number>
  picks: NonNullable<History['picks']>
  /** The version at which the taste began anew; 0 where it never did. */
  began: number
  /** The titles of each that are from before that. */
  before: { readonly ratings: Set<number>; readonly viewings: Set<number>; readonly myList: Set<number> } | null
  readonly keys: Map<string, { readonly written: Written; readonly at: number }>
  readonly answers: Map<string, RememberedWrite>
}

interface RememberedWrite {
  readonly digest: string
  readonly at: number
  /** When somebody took a turn at it; undefined while nobody is at it. */
  turn: number | undefined
  answer: KeptAnswer | undefined
  /** Run when the turn is over. */
  readonly waiting: Set<() => void>
}

const keyLifeMs = 24 * 60 * 60 * 1000
const turnMs = 30_000

/** The part of every platform's timers that is needed to wait no longer than was asked. */
declare function setTimeout(elapsed: () => void, ms: number): unknown

/** The members origin in memory, for tests of whoever calls it. `now` gives epoch milliseconds. */
export function createFakeMembers(seeds: readonly MemberSeed[], { now }: { readonly now: () => number }): Members & Erasures {
  const profiles = new Map<number, Kept>()

  function keep({ profile, ratings, viewings, myList }: MemberSeed): void {
    profiles.set(profile.id, {
      record: profile,
      version: 1,
      ratings: newestFirst(ratings),
      viewings: newestFirst(viewings),
      myList: new Map(myList.map((title) => [title, title])),
      picks: [],
      began: 0,
      before: null,
      keys: new Map(),
      answers: new Map(),
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

  function takeTurn(viewer: Viewer, key: string, digest: string): Remembered {
    const { answers } = own(viewer)
    const found = answers.get(key)
    if (found === undefined || now() - found.at > keyLifeMs) {
      answers.set(key, { digest, at: now(), turn: now(), answer: undefined, waiting: new Set() })
      return { state: 'new' }
    }
    if (found.digest === '') return { state: 'new' }
    if (found.digest !== digest) return { state: 'other' }
    if (found.answer !== undefined) return { state: 'done', answer: found.answer }
    if (found.turn !== undefined && now() - found.turn <= turnMs) return { state: 'pending' }
    found.turn = now()
    return { state: 'new' }
  }

  /** The write that a turn was taken at, its turn now over. */
  function endTurn(viewer: Viewer, key: string, digest: string): RememberedWrite | undefined {
    const found = own(viewer).answers.get(key)
    if (found?.digest !== digest) return undefined
    found.turn = undefined
    for (const wake of found.waiting) wake()
    return found
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
      const { record, version, before, ...kept } = own(viewer)
      const [ratings, viewings, myList] = [[...kept.ratings.values()], [...kept.viewings.values()], [...kept.myList.values()]]
      const most = membersLimits.maxHistory
      return {
        version,
        kind: record.kind,
        country: record.country,
        ratings: ratings.filter(({ title }) => !before?.ratings.has(title)).slice(0, most),
        viewings: viewings.filter(({ title }) => !before?.viewings.has(title)).slice(0, most),
        myList: myList.filter((title) => !before?.myList.has(title)).slice(0, most),
        picks: kept.picks,
        ...(before !== null && {
          before: {
            viewings: viewings.filter(({ title }) => before.viewings.has(title)).slice(0, most),
            myList: myList.filter((title) => before.myList.has(title)).slice(0, most),
          },
        }),
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
          const isAnew = stars !== null && kept.before?.ratings.delete(title)
          if (!isAnew && (kept.ratings.get(title)?.stars ?? null) === stars) continue
          changed = true
          if (stars === null) kept.ratings.delete(title)
          else kept.ratings = inFront(kept.ratings, title, { title, stars, at: now() })
        }
        return changed
      })
    },

    async pickTitles(viewer, titles, idempotencyKey) {
      requireGoodQuestion('pickTitles', [viewer, titles, idempotencyKey])
      return writeOnce(viewer, idempotencyKey, (kept) => {
        if (kept.picks.map(({ title }) => title).join() === titles.join()) return false
        kept.picks = titles.map((title) => ({ title, at: now() }))
        return true
      })
    },

    async watchedIn(country, limit) {
      requireGoodQuestion('watchedIn', [country, limit])
      const counts = new Map<number, number>()
      for (const { record, viewings } of profiles.values()) {
        if (record.country !== country) continue
        for (const title of viewings.keys()) counts.set(title, (counts.get(title) ?? 0) + 1)
      }
      // The fake's members are few: whatever one of them watched is told.
      const most = [...counts].toSorted((one, other) => other[1] - one[1] || one[0] - other[0])
      return most.slice(0, limit).map(([title]) => title)
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
      return writeOnce(viewer, idempotencyKey, (kept) => {
        kept.before?.myList.delete(title)
        return kept.myList.delete(title)
      })
    },

    async reportPlayback(viewer, report, idempotencyKey) {
      requireGoodQuestion('reportPlayback', [viewer, report, idempotencyKey])
      const { title, positionSeconds } = report
      return writeOnce(viewer, idempotencyKey, (kept) => {
        kept.before?.viewings.delete(title)
        kept.viewings = inFront(kept.viewings, title, { title, positionSeconds, at: now() })
        return true
      })
    },

    async resetTaste(viewer, idempotencyKey) {
      requireGoodQuestion('resetTaste', [viewer, idempotencyKey])
      return writeOnce(viewer, idempotencyKey, beginAnew)
    },

    async deleteHistory(viewer, idempotencyKey) {
      requireGoodQuestion('deleteHistory', [viewer, idempotencyKey])
      return writeOnce(viewer, idempotencyKey, (kept) => {
        for (const titles of [kept.ratings, kept.viewings, kept.myList]) titles.clear()
        for (const [key, answer] of kept.answers) if (key !== idempotencyKey) kept.answers.set(key, forgotten(answer))
        return beginAnew(kept)
      })
    },

    async lastErased(account, profile) {
      const kept = profiles.get(profile)
      return kept?.record.account === account ? kept.began : 0
    },

    async remember(viewer, key, digest, waitMs) {
      requireGoodQuestion('remember', [viewer, key, digest, waitMs])
      let remembered = takeTurn(viewer, key, digest)
      let isOver = waitMs === 0
      while (remembered.state === 'pending' && !isOver) {
        const { waiting } = own(viewer).answers.get(key) as RememberedWrite
        await new Promise<void>((resolve) => {
          waiting.add(resolve)
          setTimeout(() => {
            isOver = true
            resolve()
          }, waitMs)
        })
        remembered = takeTurn(viewer, key, digest)
      }
      return remembered
    },

    async complete(viewer, key, digest, answer) {
      requireGoodQuestion('complete', [viewer, key, digest, answer])
      const found = endTurn(viewer, key, digest)
      if (found === undefined) return answer
      found.answer ??= answer
      return found.answer
    },

    async release(viewer, key, digest) {
      requireGoodQuestion('release', [viewer, key, digest])
      endTurn(viewer, key, digest)
      return null
    },

    async seed(members) {
      requireGoodQuestion('seed', [members])
      const before = profiles.size
      for (const member of members) if (!profiles.has(member.profile.id)) keep(member)
      return { created: profiles.size - before }
    },
  }
}

/** From this version on what the profile says counts; the rest is only kept. */
function beginAnew(kept: Kept): true {
  kept.began = kept.version + 1
  kept.picks = []
  kept.before = {
    ratings: new Set(kept.ratings.keys()),
    viewings: new Set(kept.viewings.keys()),
    myList: new Set(kept.myList.keys()),
  }
  return true
}

/** A key that is taken, and nothing of what it was taken for. */
function forgotten({ at, waiting }: RememberedWrite): RememberedWrite {
  return { digest: '', at, turn: undefined, answer: undefined, waiting }
}

function newestFirst<item extends { readonly at: number; readonly title: number }>(items: readonly item[]): Map<number, item> {
  const sorted = [...items].sort((one, other) => other.at - one.at || one.title - other.title)
  return new Map(sorted.map((item) => [item.title, item]))
}

function inFront<value>(values: ReadonlyMap<number, value>, title: number, value: value): Map<number, value> {
  return new Map([[title, value], ...[...values].filter(([other]) => other !== title)])
}
