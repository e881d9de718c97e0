import { badAnswer, late } from '../failure.ts'
import type { CancelSignal } from '../run/cancel-signal.ts'

/**
 * The first envelope that a data source answers with, or the failure `DEADLINE` when the signal cuts it short; a subscription is then
 * disposed of. Rejects with what the source throws. Where the signal has been cut already, the source is not asked.
 */
export function askSource(question: () => unknown, signal: CancelSignal | undefined): Promise<unknown> {
  if (signal?.aborted === true) return Promise.resolve(late)
  return new Promise((resolve, reject) => {
    let isOpen = true
    let subscription: unknown
    const settle = (then: () => void) => {
      if (!isOpen) return
      isOpen = false
      signal?.removeEventListener('abort', cut)
      then()
    }
    const answer = (envelope: unknown) => settle(() => resolve(envelope))
    const fail = (thrown: unknown) => settle(() => reject(thrown))
    const cut = () => {
      answer(late)
      dispose(subscription)
    }
    signal?.addEventListener('abort', cut)
    try {
      const asked = question()
      if (isObservable(asked)) subscription = asked.subscribe(answer, fail, () => answer(badAnswer))
      else Promise.resolve(asked).then(answer, fail)
    } catch (thrown) {
      fail(thrown)
    }
  })
}

interface ObservableLike {
  subscribe(onNext: (value: unknown) => void, onError: (thrown: unknown) => void, onCompleted: () => void): unknown
}

/** The Model's own answers are promises too, of something else. */
function isObservable(value: unknown): value is ObservableLike {
  return typeof value === 'object' && value !== null && typeof (value as { subscribe?: unknown }).subscribe === 'function'
}

/** The three ways in which Observables are let go. One that throws then has nobody left to tell. */
function dispose(subscription: unknown): void {
  const { dispose, unsubscribe } = (subscription ?? {}) as { dispose?: unknown; unsubscribe?: unknown }
  try {
    if (typeof subscription === 'function') subscription()
    else if (typeof dispose === 'function') dispose.call(subscription)
    else if (typeof unsubscribe === 'function') unsubscribe.call(subscription)
  } catch {}
}
