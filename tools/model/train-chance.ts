import { type ChanceCurve, fitChance } from '../../models/page/chance.ts'
import type { Ratings } from '../../models/ratings.ts'
import { scoreServedRanker } from '../../models/served-ranker.ts'
import { type StrongSplit, splitDefaults, splitStrongly } from '../../models/strong-split.ts'
import type { RunStage } from './stages.ts'
import { trainServedRanker } from './train-served-ranker.ts'
import { wholeEffort } from './training-effort.ts'

/** A tenth of the members is held out, these at most: three numbers are fitted to all their titles. */
const heldMembers = { share: 0.1, most: 300 }

/**
 * Fits the curve of chances to members of whom a second ranker has learnt nothing: one that has seen their likes is far surer of them than it can be of
 * anybody's next. Undefined where there are too few members to hold any out.
 */
export async function trainChance(ratings: Ratings, seed: number, run: RunStage, effort = wholeEffort): Promise<ChanceCurve | undefined> {
  const split = splitOf(ratings, seed)
  if (split === undefined) return undefined
  const ranker = await trainServedRanker(split.train, seed, run, effort, '-held')
  return fitChance(
    split.validation.map(({ history, held }) => ({ history, held, scores: Float32Array.from(scoreServedRanker(ranker, history)) })),
  )
}

function splitOf(ratings: Ratings, seed: number): StrongSplit | undefined {
  const validation = Math.min(heldMembers.most, Math.floor(heldMembers.share * ratings.users.length))
  if (validation === 0) return undefined
  try {
    return splitStrongly(ratings, { seed, leastLikes: splitDefaults.leastLikes, test: 0, validation })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
