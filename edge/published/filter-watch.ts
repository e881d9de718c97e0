import type { VersionedSet } from './filter-set.ts'

/** Where the isolates of a location leave for each other which set is live, as it was known at `at`, and the sets themselves. */
export interface FilterBoard {
  readHead(): Promise<SetHead | undefined>
  readSet(version: number): Promise<VersionedSet | undefined>
  write(head: SetHead, set: VersionedSet | null): Promise<void>
}

export interface SetHead {
  readonly version: number
  /** When the one writer was asked, in epoch milliseconds. */
  readonly at: number
}

export interface FilterWatchOptions {
  readonly board: FilterBoard
  /** Asks the one writer; the set is null where that is the one known. */
  ask(known: number): Promise<{ readonly version: number; readonly set: VersionedSet | null }>
  /** A copy that may be old, for when neither board nor writer answers; null where there is none. */
  spare(): Promise<VersionedSet | null>
  /** Compiles and proves a set, and swaps it in. What it throws leaves the old one. */
  take(set: VersionedSet): Promise<void>
  /** A request is being answered by a set that may be old. */
  onStale(cause: unknown): void
  /** Gives up after this time, in milliseconds. */
  within<value>(ms: number, promise: Promise<value>): Promise<value>
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** In milliseconds. An activation is known everywhere after the largest `hard` and `board` together: five seconds. */
export const watchTimes = {
  /** Older than this, the next request lets somebody look after its answer. */
  soft: 1_500,
  /** Older than this, a request looks before it is answered. */
  hard: 3_000,
  /** How long it looks. */
  ask: 100,
  /** How old what the location knows may be. */
  board: 2_000,
} as const

/** What an isolate knows of the live set, and how fresh that is. The version never steps back. */
export interface FilterWatch {
  /**
   * To be called as a request starts. Undefined: what is known is fresh. Else comes to whether it is now, after `watchTimes.ask` at most for each place that
   * is asked; it never rejects.
   */
  freshen(waitUntil: (work: Promise<unknown>) => void): Promise<boolean> | undefined
  /** Takes over what the writer has just said, and leaves it for the location. */
  learn(set: VersionedSet): Promise<void>
}

/** Isolate scope: numbers only. */
export function createFilterWatch({ board, ask, spare, take, onStale, within, now }: FilterWatchOptions): FilterWatch {
  let version = 0
  /** Of when what is known is. */
  let knownAt = Number.NEGATIVE_INFINITY
  let lookedAt = Number.NEGATIVE_INFINITY

  const takeNewer = async (set: VersionedSet, at: number) => {
    if (set.version > version || knownAt === Number.NEGATIVE_INFINITY) {
      await take(set)
      version = Math.max(version, set.version)
    }
    knownAt = Math.max(knownAt, at)
  }

  async function fromBoard(): Promise<boolean> {
    const head = await board.readHead().catch(() => undefined)
    if (head === undefined || head.version < version || now() - head.at > watchTimes.board) return false
    if (head.version === version && knownAt !== Number.NEGATIVE_INFINITY) {
      knownAt = Math.max(knownAt, head.at)
      return true
    }
    const set = await board.readSet(head.version).catch(() => undefined)
    if (set === undefined) return false
    await takeNewer(set, head.at)
    return true
  }

  async function look(): Promise<void> {
    lookedAt = now()
    if (await fromBoard()) return
    const at = now()
    const answer = await ask(knownAt === Number.NEGATIVE_INFINITY ? 0 : version)
    if (answer.set !== null) await takeNewer(answer.set, at)
    else knownAt = Math.max(knownAt, at)
    await board.write({ version: answer.version, at }, answer.set).catch(() => {})
  }

  async function freshenNow(): Promise<boolean> {
    try {
      await within(watchTimes.ask, look())
      return true
    } catch (cause) {
      const set = await within(watchTimes.ask, spare()).catch(() => null)
      try {
        // Nobody knows of when it is: it is better than nothing, and does not count as fresh.
        if (set !== null && set.version > version) await takeNewer(set, Number.NEGATIVE_INFINITY)
      } catch {
        // The old set stays.
      }
      onStale(cause)
      return false
    }
  }

  return {
    async learn(set) {
      const at = now()
      await takeNewer(set, at)
      await board.write({ version: set.version, at }, set).catch(() => {})
    },
    freshen(waitUntil) {
      const at = now()
      if (at - knownAt < watchTimes.soft) return undefined
      if (at - knownAt >= watchTimes.hard) return freshenNow()
      if (at - lookedAt >= watchTimes.soft / 3) {
        lookedAt = at
        waitUntil(look())
      }
      return undefined
    },
  }
}
