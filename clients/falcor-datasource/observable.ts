/** Takes an answer, as the Falcor Model does. */
export interface Observer<value> {
  onNext(value: value): void
  onError(error: unknown): void
  onCompleted(): void
}

export interface Subscription {
  /** Ends the request, if it is still under way; nothing is heard of it any more. */
  dispose(): void
}

/** The part of an Observable that the Falcor Model needs. Each subscription starts anew. */
export interface Observable<value> {
  subscribe(observer: Partial<Observer<value>>): Subscription
  subscribe(onNext?: (value: value) => void, onError?: (error: unknown) => void, onCompleted?: () => void): Subscription
}

/** What one subscription does. */
export interface Work<value> {
  /** Gets the one value; the signal says when nobody wants it any more. */
  run(signal: AbortSignal): Promise<value>
  /** Runs between the value and completion. */
  afterNext?(value: value): void
  /** Starts what may end the work early, by calling `fail`; gives back how to stop it. */
  guard?(fail: (error: unknown) => void): () => void
}

/** An Observable of one value. Disposing, and failing early, aborts the signal. */
export function observable<value>(work: Work<value>): Observable<value> {
  return {
    subscribe(first?: Partial<Observer<value>> | ((value: value) => void), onError?: (error: unknown) => void, onCompleted?: () => void) {
      return start(work, toObserver(first, onError, onCompleted))
    },
  }
}

function start<value>({ run, afterNext, guard }: Work<value>, observer: Observer<value>): Subscription {
  const controller = new AbortController()
  let open = true
  let stopGuard = () => {}
  const close = () => {
    open = false
    stopGuard()
    controller.abort()
  }
  const fail = (error: unknown) => {
    if (!open) return
    close()
    observer.onError(error)
  }
  const complete = (value: value) => {
    if (!open) return
    stopGuard()
    observer.onNext(value)
    try {
      if (open) afterNext?.(value)
    } finally {
      if (open) {
        open = false
        observer.onCompleted()
      }
    }
  }
  if (guard !== undefined) stopGuard = guard(fail)
  // Two functions to one `then`: what an observer throws is its own, and must not come back to it as a failure of the request.
  run(controller.signal).then(complete, fail)
  return { dispose: () => (open ? close() : undefined) }
}

function toObserver<value>(
  first: Partial<Observer<value>> | ((value: value) => void) | undefined,
  onError?: (error: unknown) => void,
  onCompleted?: () => void,
): Observer<value> {
  if (typeof first === 'object' && first !== null) {
    return {
      onNext: (value) => first.onNext?.(value),
      onError: (error) => first.onError?.(error),
      onCompleted: () => first.onCompleted?.(),
    }
  }
  return { onNext: (value) => first?.(value), onError: (error) => onError?.(error), onCompleted: () => onCompleted?.() }
}
