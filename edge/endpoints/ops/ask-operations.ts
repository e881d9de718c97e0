import { within } from '../../operations/within.ts'
import { type EdgeCode, EdgeRefusal } from '../../protocol/refusal.ts'

/** What keeps operators' things, reached anew for each question; undefined where it is not bound. */
export type Reach<calls> = (() => calls) | undefined

/** Asks the control room or the ring; refuses with `code` where it is not bound, fails, or does not answer in time. */
export async function askOperations<calls, value>(
  code: Extract<EdgeCode, `${string}_UNAVAILABLE`>,
  reach: Reach<calls>,
  timeoutMs: number,
  ask: (calls: calls) => Promise<value>,
): Promise<value> {
  if (reach === undefined) throw new EdgeRefusal(code, 'Cannot answer this: its store is not bound to this worker')
  try {
    return await within(timeoutMs, ask(reach()))
  } catch (cause) {
    throw new EdgeRefusal(code, 'Cannot answer this: its store does not answer', {}, {}, { cause })
  }
}
