import type { Model } from '../model/model.ts'
import type { Operation } from './operation.ts'

/** The ids of the entities that an operation came to, by collection: what an answer was made of, and so what a change of one of them concerns. */
export function entitiesOf({ collections }: Model, operation: Operation): ReadonlyMap<string, readonly (string | number)[]> {
  const entities = new Map<string, readonly (string | number)[]>()
  for (const [collection, type] of collections) {
    const ids = new Set<string | number>()
    for (const { id } of operation.entries(type)) ids.add(id as string | number)
    for (const id of operation.column(type)?.rows.keys() ?? []) ids.add(id)
    for (const { id } of operation.sharing?.ofType(type)?.taken ?? []) ids.add(id)
    if (ids.size > 0) entities.set(collection, [...ids])
  }
  return entities
}
