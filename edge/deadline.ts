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
  readonly signal: AbortSignal
  /** Stops the clock; to be called when the answer is there. */
  stop(): void
}

/** Gives a request `deadlineMs` from now, and ends it earlier when its device goes away. */
export function startDeadline(request: Request, deadlineMs: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new DeadlineExceeded(deadlineMs)), deadlineMs)
  const leave = () => controller.abort(new DeviceGone('The device went away'))
  if (request.signal.aborted) leave()
  else request.signal.addEventListener('abort', leave, { once: true })
  return {
    signal: controller.signal,
    stop() {
      clearTimeout(timer)
      request.signal.removeEventListener('abort', leave)
    },
  }
}
