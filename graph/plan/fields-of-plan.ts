import type { Plan } from './plan.ts'
import { type Target, type Wish, wishesOf } from './wish.ts'

/** Every field that a plan asks, as `Title.name`, each once, whichever way it is asked. */
export function fieldsOfPlan(plan: Plan): ReadonlySet<string> {
  const fields = new Set<string>()
  addWish(plan.query, fields)
  for (const { branches } of plan.collections.values()) for (const { wish } of branches) addWish(wish, fields)
  return fields
}

/** The same of all that is asked of what a field leads to. */
export function fieldsOfTarget(target: Target | undefined): ReadonlySet<string> {
  const fields = new Set<string>()
  addTarget(target, fields)
  return fields
}

function addWish(wish: Wish, fields: Set<string>): void {
  for (const variants of wish.fields.values()) {
    for (const { field, child, branches } of variants.values()) {
      fields.add(`${field.owner}.${field.name}`)
      addTarget(child, fields)
      for (const branch of branches) addTarget(branch.child, fields)
    }
  }
}

function addTarget(target: Target | undefined, fields: Set<string>): void {
  if (target !== undefined) for (const wish of wishesOf(target)) addWish(wish, fields)
}
