import type { EndSignal } from './end-signal.ts'

/** Why a request was given up on: its time was over. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded'

  constructor(deadlineMs: number) {
    super(`Not answered within ${deadlineMs} ms`)
  }
}

/** Why a request was given up on: nobody is there to read the answer. */
export class DeviceGone extends Error {
  override readonly name = 'DeviceGone'
}

export interface Deadline {
  /** Aborts with a `DeadlineExceeded` or a `DeviceGone`. */
  readonly signal: EndSignal
  /** Stops the clock; to be called when the answer is there. */
  stop(): void
}

/** Gives a request `deadlineMs` from now, and ends it earlier when its device goes away. */
export function startDeadline({ signal: device }: Request, deadlineMs: number): Deadline {
  const signal = new RequestEnd()
  const timer = setTimeout(() => signal.end(new DeadlineExceeded(deadlineMs)), deadlineMs)
  const leave = () => signal.end(new DeviceGone('The device went away'))
  if (device.aborted) leave()
  else device.addEventListener('abort', leave, { once: true })
  return { signal, stop: () => clearTimeout(timer) }
}

/** What of an `AbortSignal` is used, without one: the platform's takes longer to make than many a request to answer. */
class RequestEnd implements EndSignal {
  reason: unknown = undefined
  aborted = false
  #listeners: Set<() => void> | undefined

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners ??= new Set()
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener)
  }

  /** Only the first end counts. */
  end(reason: Error): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    for (const listener of [...(this.#listeners ?? [])]) listener()
  }
}
