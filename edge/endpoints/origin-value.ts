import type { Outcome } from '../../contracts/outcome.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'

/** The value of an outcome, for an endpoint that can do nothing without it. The failure's detail stays with the operators. */
export function originValue<value>(outcome: Outcome<value>): value {
  if (outcome.ok) return outcome.value
  switch (outcome.failure.kind) {
    case 'timed-out':
    case 'cancelled':
      throw new EdgeRefusal('ORIGIN_TIMEOUT', 'Cannot answer this request: what it needs did not come in time')
    case 'threw':
    case 'bad-answer':
      throw new EdgeRefusal('ORIGIN_UNAVAILABLE', 'Cannot answer this request: what it needs could not be had')
  }
}
