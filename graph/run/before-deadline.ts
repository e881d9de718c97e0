import { type Failure, late } from '../failure.ts'
import type { CancelSignal } from './cancel-signal.ts'

/**
 * What a write comes to, or the failure `DEADLINE` when the signal cuts it short: whether it had its effect is then not known. Where the
 * signal has done so already, nothing is started.
 */
export function beforeDeadline<value>(write: () => value | PromiseLike<value>, signal: CancelSignal | undefined): Promise<value | Failure> {
  if (signal?.aborted === true) return Promise.resolve(late)
  return new Promise((resolve, reject) => {
    const cut = () => settle(() => resolve(late))
    const settle = (then: () => void) => {
      signal?.removeEventListener('abort', cut)
      then()
    }
    signal?.addEventListener('abort', cut)
    new Promise<value>((started) => started(write())).then(
      (value) => settle(() => resolve(value)),
      (thrown) => settle(() => reject(thrown)),
    )
  })
}
