import type { TrainedModel } from '../../models/trained-model.ts'
import type { Columns } from './columns.ts'

/** What a catalog and a model have in common. */
export interface KnownItems {
  /** The model's number of each film by position; -1 where the model has nothing to say of it: it is not there, or nobody liked it. */
  readonly itemAt: Int32Array
  /** Films of the catalog that have a number. */
  readonly count: number
}

/** Finds the films of a catalog in a model; both ascend by id, so that one walk does. */
export function knownItems({ ids, count }: Columns, { items, ranker }: TrainedModel): KnownItems {
  const itemAt = new Int32Array(count).fill(-1)
  let known = 0
  let item = 0
  for (let position = 0; position < count; position++) {
    const id = ids[position] as number
    while (item < items.length && (items[item] as number) < id) item++
    if (items[item] !== id || !((ranker.popularity[item] as number) > 0)) continue
    itemAt[position] = item
    known++
  }
  return { itemAt, count: known }
}
