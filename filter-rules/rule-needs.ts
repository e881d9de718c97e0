/** What a request has that filters can be found by. */
export type NeedField = 'method' | 'path' | 'device.id' | 'device.class' | 'device.model' | 'device.country' | `header ${string}`

/**
 * Without one of these a filter is not for a request: the value is one of `exact`, begins with one of `prefixes`, or with `absent` is not
 * there.
 */
export interface Need {
  readonly exact: readonly string[]
  readonly prefixes: readonly string[]
  readonly absent: boolean
}

/**
 * What all must hold of a request, field by field, for a filter to be for it; what holds of every request is not among them. Plain data.
 */
export type RuleNeeds = ReadonlyMap<NeedField, Need>

export const noNeeds: RuleNeeds = new Map()

/** What holds where both do. */
export function bothNeeds(one: RuleNeeds, other: RuleNeeds): RuleNeeds {
  const both = new Map(one)
  for (const [field, need] of other) {
    const before = both.get(field)
    both.set(field, before === undefined ? need : narrower(before, need))
  }
  return both
}

/** What holds where either does. */
export function eitherNeeds(one: RuleNeeds, other: RuleNeeds): RuleNeeds {
  const either = new Map<NeedField, Need>()
  for (const [field, need] of one) {
    const beside = other.get(field)
    if (beside === undefined) continue
    const exact = [...need.exact, ...beside.exact]
    either.set(field, { exact, prefixes: [...need.prefixes, ...beside.prefixes], absent: need.absent || beside.absent })
  }
  return either
}

/** Either alone would do; the one that says more is kept. */
function narrower(one: Need, other: Need): Need {
  const widest = ({ prefixes }: Need) => Math.min(...prefixes.map(({ length }) => length))
  const kept =
    widest(one) === widest(other) ? (one.exact.length <= other.exact.length ? one : other) : widest(one) > widest(other) ? one : other
  return { ...kept, absent: one.absent && other.absent }
}
