import type { Columns } from '../columns.ts'
import type { Scorer } from '../scorer.ts'

/** A model that is open in this isolate, with all the memory it takes. */
export interface OpenedModel {
  readonly id: string
  /** The positions of the titles that it has something to say of. */
  known(columns: Columns): ArrayLike<number>
  /** Scores a catalog by it; the same for the same columns. */
  scorer(columns: Columns): Scorer
}

/** Opens the file of a model. Throws a `ModelFileError` for what is none. */
export type OpenModel = (id: string, file: Uint8Array) => OpenedModel
