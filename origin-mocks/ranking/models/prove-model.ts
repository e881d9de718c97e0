import type { History } from '../../../contracts/members.ts'
import type { ModelRefusal } from '../../../contracts/served-models.ts'
import { ModelFileError } from '../../../models/model-file.ts'
import type { Columns } from '../columns.ts'
import { modelIdOf } from './model-store.ts'
import type { OpenedModel, OpenModel } from './opened-model.ts'

/** Titles that somebody who never was is said to have rated, and titles whose match is looked at. */
const rated = 5

/**
 * A model that this catalog can be ranked by, or why it cannot: its bytes are those of its name, whole and of one piece, it knows titles of the
 * catalog, and for somebody with a history and somebody without it says numbers.
 */
export async function proveModel(columns: Columns, id: string, file: Uint8Array, open: OpenModel): Promise<OpenedModel | ModelRefusal> {
  const actual = await modelIdOf(file)
  if (actual !== id) return { code: 'MODEL_CORRUPT', message: `Cannot read the model: its bytes are those of '${actual}', not of '${id}'` }
  try {
    const opened = open(id, file)
    const known = opened.known(columns)
    if (known.length === 0) return unfit('it knows no title of this catalog')
    const problem = problemOf(opened, columns, known)
    return problem === undefined ? opened : unfit(problem)
  } catch (error) {
    if (error instanceof ModelFileError) return { code: error.code, message: error.message }
    return unfit(`it cannot be computed with: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function problemOf(opened: OpenedModel, columns: Columns, known: ArrayLike<number>): string | undefined {
  const scorer = opened.scorer(columns)
  const some = Array.from({ length: rated }, (_, nth) => known[Math.floor((nth * known.length) / rated)] as number)
  const nobody: History = { version: 0, kind: 'adult', country: '', ratings: [], viewings: [], myList: [] }
  const somebody = {
    ...nobody,
    ratings: [...new Set(some)].map((position, nth) => ({ title: columns.ids[position] as number, stars: nth % 2 === 0 ? 5 : 1, at: nth })),
  }
  for (const history of [nobody, somebody]) {
    const { score, chance } = scorer.scores(history)
    if (!score.every(Number.isFinite)) return 'its scores are no numbers'
    if (chance.some((value) => !(value >= 0 && value <= 1))) return 'its chances are no probabilities'
    if (scorer.match(history, some).some((value) => !(value >= 0 && value <= 100))) return 'its matches are no per cents'
  }
  return undefined
}

const unfit = (problem: string): ModelRefusal => ({ code: 'MODEL_UNFIT', message: `Cannot serve the model: ${problem}` })
