import { writeModelFile } from './model-file.ts'
import { type ModelSections, openModelSections } from './model-sections.ts'
import type { ChanceCurve } from './page/chance.ts'
import { rankerFrom, rankerSections, type ServedRanker } from './served-ranker.ts'
import { raterFrom, raterSections, type ServedRater } from './served-rater.ts'

/** All that a training comes to, as it is served: which titles it knows, what ranks them, what says how many stars. */
export interface TrainedModel {
  /** By number, ascending. */
  readonly items: Uint32Array
  readonly ranker: ServedRanker
  readonly rater: ServedRater
  /** How likely a score is to be liked; absent where there were too few members to hold any out. */
  readonly chance?: ChanceCurve | undefined
}

/** The file of a model. Throws a RangeError for items out of order, which nobody would find. */
export function trainedModelFile({ items, ranker, rater, chance }: TrainedModel): Uint8Array<ArrayBuffer> {
  const stray = items.findIndex((id, at) => at > 0 && id <= (items[at - 1] as number))
  if (stray > 0) throw new RangeError(`Cannot write the model: needs ascending items, found ${items[stray]} after ${items[stray - 1]}`)
  return writeModelFile([
    { name: 'items', data: items, columns: 1 },
    ...raterSections(rater),
    ...rankerSections(ranker),
    ...(chance === undefined
      ? []
      : [{ name: 'chance', data: Float64Array.of(chance.offset, chance.byScore, chance.byHistory), columns: 1 }]),
  ])
}

/**
 * The model of a file, its tables as views on the bytes. Throws a `ModelFileError` for a file that is no model, damaged, newer, or not of one piece; of a
 * copy of a file that was opened already, no checksum is taken.
 */
export function openTrainedModel(file: Uint8Array, isCopy = false): TrainedModel {
  const sections = openModelSections(file, isCopy)
  const { data: items } = sections.rows('items', Uint32Array)
  if (items.some((id, at) => at > 0 && id <= (items[at - 1] as number))) throw sections.corrupt('items', 'ascending numbers')
  return {
    ...{ items, ranker: rankerFrom(sections, items.length), rater: raterFrom(sections, items.length) },
    chance: sections.has('chance') ? chanceFrom(sections) : undefined,
  }
}

function chanceFrom(sections: ModelSections): ChanceCurve {
  const [offset, byScore, byHistory] = sections.numbers('chance', 3) as [number, number, number]
  if (!(byScore > 0)) throw sections.corrupt('chance', 'a curve that rises')
  return { offset, byScore, byHistory }
}
