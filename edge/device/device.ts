/** Who asks, as the edge knows it. Comes from the bearer token alone: never from a cookie, so that no other site can speak for a member. */
export interface Device {
  /** Null for a signed-out visitor. */
  readonly viewer: { readonly account: string; readonly profile: number } | null
  readonly kind: 'adult' | 'child' | null
  readonly id: string | null
  readonly class: string
  /** ISO 3166-1 alpha-2; null where it is not known. */
  readonly country: string | null
  /** Whether the operators' token was shown. */
  readonly operator: boolean
}

/** A device without a token. A class that is unknown gets the same. */
export const visitor: Device = { viewer: null, kind: null, id: null, class: 'browser', country: null, operator: false }

export const operator: Device = { ...visitor, operator: true }
