/** A whole state of something that operators change. Of two, the one of the higher version is newer. */
export interface Snapshot<content> {
  readonly version: number
  readonly content: content
}

/** Where the isolates of a location leave a snapshot for each other, for a while. */
export interface SnapshotBoard<content> {
  read(): Promise<Snapshot<content> | undefined>
  write(snapshot: Snapshot<content>): Promise<void>
}

export interface SnapshotViewOptions<content> {
  readonly board: SnapshotBoard<content>
  /** Asks the one writer, where nobody of this location has lately. */
  ask(): Promise<Snapshot<content>>
  /** Epoch milliseconds. */
  readonly now: () => number
  /** How old what an isolate knows may get before it looks again. */
  readonly refreshMs: number
  /** Called with each state that is news here, its own included. */
  onNews(content: content): void
}

/** What an isolate knows of a state that has one writer. It never steps back, whichever board or writer is read late. */
export interface SnapshotView<content> {
  /** Looks again, in the background; undefined where that was done lately. What fails teaches nothing, and rejects. */
  refresh(): Promise<void> | undefined
  /** Takes over what the writer has just said, and leaves it for the others of this location. */
  learn(snapshot: Snapshot<content>): Promise<void>
}

/** Isolate scope: plain data, and the time of the last look. */
export function createSnapshotView<content>({ board, ask, now, refreshMs, onNews }: SnapshotViewOptions<content>): SnapshotView<content> {
  let version = 0
  let lookedAt = Number.NEGATIVE_INFINITY

  const take = (snapshot: Snapshot<content>) => {
    if (snapshot.version <= version) return
    version = snapshot.version
    onNews(snapshot.content)
  }

  const learn = async (snapshot: Snapshot<content>) => {
    take(snapshot)
    await board.write(snapshot)
  }

  const look = async () => {
    const left = await board.read().catch(() => undefined)
    if (left !== undefined) take(left)
    else await learn(await ask())
  }

  return {
    learn,
    refresh() {
      const at = now()
      if (at - lookedAt < refreshMs) return undefined
      lookedAt = at
      return look()
    },
  }
}
