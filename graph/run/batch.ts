/**
 * One call of a resolver and who waits for it. Entries that are in several batches at once wait for all of them: `after` holds the
 * earlier ones.
 */
export class Batch {
  done = false
  readonly after = new Set<Batch>()
  readonly #waiting: (() => void)[] = []

  /** Runs `next` as soon as this batch and those before it are done; at once where they are. */
  whenDone(next: () => void): void {
    if (this.done) next()
    else this.#waiting.push(next)
  }

  finish(): void {
    const open = [...this.after].find((batch) => !batch.done)
    if (open !== undefined) return open.whenDone(() => this.finish())
    this.done = true
    for (const next of this.#waiting) next()
  }
}

/** Runs `next` for the entries that are ready now, and for the others batch by batch as they come. */
export function whenReady<entry>(
  entries: readonly entry[],
  batchOf: (entry: entry) => Batch | undefined,
  next: (ready: readonly entry[]) => void,
): void {
  const groups = new Map<Batch, entry[]>()
  const ready: entry[] = []
  for (const entry of entries) {
    const batch = batchOf(entry)
    if (batch === undefined || batch.done) ready.push(entry)
    else {
      const group = groups.get(batch)
      if (group === undefined) groups.set(batch, [entry])
      else group.push(entry)
    }
  }
  if (ready.length > 0) next(ready)
  for (const [batch, group] of groups) batch.whenDone(() => next(group))
}
