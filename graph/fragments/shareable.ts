import { BadArgument, type FieldWish, Wish } from '../plan/wish.ts'

/**
 * How long, in seconds, what a wish comes to may be shared: the shortest life of its fields; undefined where a field is personal, has no
 * life of its own, or leads on to another entity that has to be visited, and where the type refuses ids to some: a fragment asks nobody.
 */
export function shareableFor(wish: Wish): number | undefined {
  if (wish.type.resolver.permit !== undefined) return undefined
  let life: number | undefined
  for (const variants of wish.fields.values()) {
    for (const one of variants.values()) {
      const own = lifeOf(one)
      if (own === undefined) return undefined
      life = life === undefined ? own : Math.min(life, own)
    }
  }
  return life
}

function lifeOf({ field, args, child, branches }: FieldWish): number | undefined {
  if (field.personal || field.cache?.scope !== 'PUBLIC' || args instanceof BadArgument) return undefined
  if (branches.some((branch) => branch.child !== undefined)) return undefined
  if (child === undefined) return field.cache.maxAge
  if (!(child instanceof Wish) || child.type.entity !== undefined) return undefined
  const inner = shareableFor(child)
  return inner === undefined ? undefined : Math.min(inner, field.cache.maxAge)
}
