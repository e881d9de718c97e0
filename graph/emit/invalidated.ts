import type { Model } from '../model/model.ts'
import type { Change } from '../resolver.ts'

/** The path sets that clients must ask for again after these changes. Throws a TypeError for a change the schema does not have. */
export function invalidatedPaths(model: Model, changes: readonly Change[]): readonly unknown[] {
  return changes.map((change) => {
    if ('root' in change) {
      const { root } = change
      if (!model.query.fields.has(root) && !model.collections.has(root))
        throw new TypeError(`Cannot invalidate '${root}': no field of Query, and no collection`)
      return [root]
    }
    const type = model.types.get(change.type)
    if (type?.kind !== 'object' || type.entity === undefined) throw new TypeError(`Cannot invalidate ${change.type}: no entity`)
    const { ids, fields } = change
    const unknown = fields.find((field) => !type.fields.has(field))
    if (unknown !== undefined) throw new TypeError(`Cannot invalidate ${change.type}.${unknown}: no such field`)
    return [type.entity.collection, single(ids), single(fields)]
  })
}

function single(keys: readonly unknown[] | { readonly from: number; readonly to: number }): unknown {
  return Array.isArray(keys) && keys.length === 1 ? keys[0] : keys
}
