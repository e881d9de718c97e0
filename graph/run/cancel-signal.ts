/** What cuts an operation short; an `AbortSignal` fits. */
export interface CancelSignal {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** The deadline has passed: what is there is answered. Any other reason means that nobody waits for an answer. */
export function isDeadline(signal: CancelSignal): boolean {
  const { reason } = signal
  return (
    reason === 'deadline' || (typeof reason === 'object' && reason !== null && (reason as { name?: unknown }).name === 'DeadlineExceeded')
  )
}
