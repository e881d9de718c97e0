import type { TrainedModel } from '../../models/trained-model.ts'
import type { Columns } from './columns.ts'

/** What a catalog and a model have in common. */
export interface KnownItems {
  /** The model's number of each film by position; -1 where the model has nothing to say of it: it is not there, or nobody liked it. */
  readonly itemAt: Int32Array
  /** The positions of films that have a number, ascending, and of those that have none. */
  readonly known: Int32Array
  readonly unknown: Int32Array
  /** So many films from the first on have their position for a number: all of them where a model knows the catalog and nothing else. */
  readonly aligned: number
}

/** Finds the films of a catalog in a model; both ascend by id, so that one walk does. */
export function knownItems({ ids, count }: Columns, { items, ranker }: Pick<TrainedModel, 'items' | 'ranker'>): KnownItems {
  const itemAt = new Int32Array(count).fill(-1)
  const known: number[] = []
  const unknown: number[] = []
  let item = 0
  for (let position = 0; position < count; position++) {
    const id = ids[position] as number
    while (item < items.length && (items[item] as number) < id) item++
    const isKnown = items[item] === id && (ranker.popularity[item] as number) > 0
    if (isKnown) itemAt[position] = item
    ;(isKnown ? known : unknown).push(position)
  }
  const other = itemAt.findIndex((found, position) => found !== position)
  return { itemAt, known: Int32Array.from(known), unknown: Int32Array.from(unknown), aligned: other < 0 ? count : other }
}
