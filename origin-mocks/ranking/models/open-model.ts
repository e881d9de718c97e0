import { openTrainedModel } from '../../../models/trained-model.ts'
import type { Columns } from '../columns.ts'
import { knownItems } from '../known-items.ts'
import { createModelScorer } from '../model-scorer.ts'
import type { Scorer } from '../scorer.ts'
import type { OpenedModel } from './opened-model.ts'

/** Opens a model as it is served. Throws a `ModelFileError` for a file that is no model, damaged, newer, or not of one piece. */
export function openModel(id: string, file: Uint8Array): OpenedModel {
  const model = openTrainedModel(file)
  let last: { readonly columns: Columns; readonly scorer: Scorer } | undefined
  return {
    id,
    known: (columns) => knownItems(columns, model).known,
    scorer(columns) {
      if (last?.columns !== columns) last = { columns, scorer: createModelScorer(columns, id, model) }
      return last.scorer
    },
  }
}
