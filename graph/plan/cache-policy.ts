import type { Plan } from './plan.ts'
import { type Target, Wish } from './wish.ts'

/** How long an answer may be kept, in seconds, and by whom; 0: not at all. */
export interface CachePolicy {
  readonly scope: 'PUBLIC' | 'PRIVATE'
  readonly maxAge: number
}

export const notCached: CachePolicy = { scope: 'PRIVATE', maxAge: 0 }

/** The policy that all values of an answer allow: the shortest life, and private as soon as one is. */
export function policyOf(plan: Plan): CachePolicy {
  const wishes = [plan.query]
  for (const { branches } of plan.collections.values()) wishes.push(...branches.map((branch) => branch.wish))
  let policy: CachePolicy | undefined
  const meet = (other: CachePolicy) => {
    policy =
      policy === undefined
        ? other
        : { scope: policy.scope === other.scope ? other.scope : 'PRIVATE', maxAge: Math.min(policy.maxAge, other.maxAge) }
  }
  for (const wish of wishes) meetWish(wish, meet)
  return policy ?? notCached
}

function meetWish(wish: Wish, meet: (policy: CachePolicy) => void): void {
  for (const variants of wish.fields.values()) {
    for (const { field, child, branches } of variants.values()) {
      const inPlace = field.type.kind === 'object' && field.type.entity === undefined
      if (!inPlace || field.personal) meet(field.personal ? notCached : (field.cache ?? notCached))
      if (child !== undefined) meetTarget(child, meet)
      for (const branch of branches) if (branch.child !== undefined) meetTarget(branch.child, meet)
    }
  }
}

function meetTarget(target: Target, meet: (policy: CachePolicy) => void): void {
  for (const wish of target instanceof Wish ? [target] : target.members.values()) meetWish(wish, meet)
}
