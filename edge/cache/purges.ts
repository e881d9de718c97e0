/** Says that what is kept of a tag before a moment is no longer true. `at` in epoch milliseconds. */
export interface Purge {
  readonly tag: string
  readonly at: number
}

/** Where purges are written down so that other isolates see them. */
export interface PurgeBoard {
  read(): Promise<readonly Purge[]>
  write(purges: readonly Purge[]): Promise<void>
}

export interface PurgeOptions {
  readonly board: PurgeBoard
  /** Epoch milliseconds. */
  readonly now: () => number
  /** How long after a purge something older may still be kept somewhere: the longest that anything is kept. */
  readonly longestLifeMs: number
  /** How old what an isolate knows of others' purges may get. */
  readonly refreshMs: number
  /** Called once for each purge that this isolate learns of, its own included. */
  readonly onPurge: (tag: string) => void
}

/** The purges that still matter to anything that is kept. */
export interface Purges {
  /** Whether one of the tags was purged at or after this moment, as far as is known here. */
  since(tags: readonly string[], moment: number): boolean
  /** Purges tags, here at once and elsewhere within `refreshMs`. */
  add(tags: readonly string[]): Promise<void>
  /** Learns what other isolates have purged; undefined where that has been asked lately. A board that fails teaches nothing. */
  refresh(): Promise<void> | undefined
}

/** Over so many, everything is purged instead: a list that grows would cost every reader. */
const mostPurges = 1_000
const everything = '*'

/** Keeps the list of purges, shared over a board. Isolate scope: tags and times only. */
export function createPurges({ board, now, longestLifeMs, refreshMs, onPurge }: PurgeOptions): Purges {
  const known = new Map<string, number>()
  let readAt = Number.NEGATIVE_INFINITY

  const learn = (purges: readonly Purge[]) => {
    const oldest = now() - longestLifeMs
    for (const [tag, at] of known) if (at < oldest) known.delete(tag)
    for (const { tag, at } of purges) {
      if (at < oldest || (known.get(tag) ?? Number.NEGATIVE_INFINITY) >= at) continue
      known.set(tag, at)
      onPurge(tag)
    }
  }

  return {
    since: (tags, moment) => [everything, ...tags].some((tag) => (known.get(tag) ?? Number.NEGATIVE_INFINITY) >= moment),
    async add(tags) {
      const at = now()
      learn(await board.read())
      learn(tags.map((tag) => ({ tag, at })))
      if (known.size > mostPurges) {
        known.clear()
        learn([{ tag: everything, at }])
      }
      await board.write([...known].map(([tag, time]) => ({ tag, at: time })))
    },
    refresh() {
      const at = now()
      if (at - readAt < refreshMs) return undefined
      // What was purged long ago is on no board any more.
      if (at - readAt > longestLifeMs && readAt > 0) onPurge(everything)
      readAt = at
      return board.read().then(learn, () => {})
    },
  }
}
