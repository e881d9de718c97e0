import type { Viewer } from '../../contracts/members.ts'
import type { Operator } from './operator.ts'

/** Who asks, as the edge knows it. Comes from the bearer token alone: never from a cookie, so that no other site can speak for a member. */
export interface Device {
  /** Null for a signed-out visitor. */
  readonly viewer: Viewer | null
  readonly kind: 'adult' | 'child' | null
  readonly id: string | null
  readonly class: string
  /** As the maker names it; null where the device did not say. */
  readonly model: string | null
  /** ISO 3166-1 alpha-2; null where it is not known. */
  readonly country: string | null
  /** Stands for the profile in telemetry; null where there is none. */
  readonly pseudonym: string | null
  /** Null for everybody else. */
  readonly operator: Operator | null
}

/** A device without a token. A class that is unknown gets the same. */
export const visitor: Device = {
  viewer: null,
  kind: null,
  id: null,
  class: 'browser',
  model: null,
  country: null,
  pseudonym: null,
  operator: null,
}

/** Who operates Marquee, and is no member. */
export function operatorsDevice(operator: Operator): Device {
  return { ...visitor, operator }
}
