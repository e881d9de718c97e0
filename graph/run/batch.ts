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

/**
 * Runs `next` for a whole column, as soon as all of it is there. What is ready early waits for the rest: going on with it alone would cost
 * each resolver further on one call for the early and one for the late.
 */
export function whenReady<entry>(
  column: readonly entry[],
  batchOf: (entry: entry) => Batch | undefined,
  next: (column: readonly entry[]) => void,
): void {
  let open = 1
  const countDown = () => {
    if (--open === 0) next(column)
  }
  let last: Batch | undefined
  const awaited = new Set<Batch>()
  for (const entry of column) {
    const batch = batchOf(entry)
    if (batch === undefined || batch === last || batch.done) continue
    last = batch
    awaited.add(batch)
  }
  open += awaited.size
  for (const batch of awaited) batch.whenDone(countDown)
  countDown()
}
