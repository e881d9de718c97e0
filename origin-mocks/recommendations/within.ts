/** Rings once after `ms`, unless it is stopped by what it answers. */
export type StartTimer = (ms: number, ring: () => void) => () => void

/** Thrown when work takes longer than it may. */
export class TooLate extends Error {
  override readonly name = 'TooLate'

  constructor(ms: number) {
    super(`no answer within ${ms} ms`)
  }
}

/** The work's value, or `TooLate` after `ms`. What the work comes to after that is left alone. */
export function within<value>(work: Promise<value>, ms: number, startTimer: StartTimer): Promise<value> {
  return new Promise((resolve, reject) => {
    const stop = startTimer(ms, () => reject(new TooLate(ms)))
    work.then(resolve, reject).finally(stop)
  })
}
