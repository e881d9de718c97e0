import { climb, type Summit } from '../../models/climb.ts'
import { type EaseOptions, easeDefaults } from '../../models/ease.ts'
import { type IalsOptions, ialsDefaults } from '../../models/ials.ts'
import { type Likes, likesOfRows } from '../../models/likes.ts'
import { marqueeEase, marqueeWeights } from '../../models/marquee.ts'
import { popularityOf } from '../../models/popularity.ts'
import type { Ratings } from '../../models/ratings.ts'
import { type StrongSplit, trainingRatings } from '../../models/strong-split.ts'
import { svdppDefaults } from '../../models/svdpp.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'
import { blendCases, blendLists, judge, meanOfJudged, popularityRows, rankBy, ratingsOfCandidates } from './top-n-judge.ts'
import { tryEase, tryIals, tryRater } from './top-n-trials.ts'
import type { Work } from './worker-pool.ts'

/** What is tried. */
export interface TopNGrids {
  /** λ of EASE^R. */
  readonly easePenalties: readonly number[]
  /** Factors, missing and penalty of iALS; the first is the one beside which Marquee's EASE is chosen. */
  readonly ials: readonly (readonly [number, number, number])[]
  /** Penalty and dropout of Marquee's EASE. */
  readonly marquee: readonly (readonly [number, number])[]
}

/** For MovieLens 1M. The opponent is tuned finely, so that what is won over it is not won over a bad choice. */
export const gridsDefault: TopNGrids = {
  easePenalties: [100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600, 700, 850, 1000, 1300],
  ials: [
    ...([
      [64, 0.1, 0.003],
      [64, 0.1, 0.006],
      [64, 0.2, 0.004],
      [64, 0.3, 0.003],
      [64, 0.3, 0.006],
      [64, 0.5, 0.003],
    ] as const),
    ...([
      [128, 0.5, 0.003],
      [128, 0.3, 0.003],
      [128, 0.3, 0.005],
      [128, 0.8, 0.003],
      [128, 0.5, 0.005],
    ] as const),
  ],
  marquee: [
    [400, 0.4],
    [250, 0.4],
    [600, 0.4],
    [400, 0.25],
    [400, 0.55],
  ],
}

/** One model that was trained with some options: what it scores for the unseen members, a row each. */
export interface Trial<options> {
  readonly options: options
  readonly validation: Float32Array
  readonly test: Float32Array
  /** Mean NDCG@100 of the validation members. */
  readonly reached: number
}

/** What was chosen on the validation members: the best EASE^R and iALS alone, and the blend. */
export interface TunedTopN {
  readonly ease: Trial<EaseOptions>
  readonly ials: Trial<IalsOptions>
  readonly blend: {
    readonly ease: Trial<EaseOptions>
    readonly ials: Trial<IalsOptions>
    /** Of EASE, iALS and popularity. */
    readonly summit: Summit
    /** Predicted ratings of the test members, and how much they count within what is retrieved. */
    readonly rating: { readonly test: Float32Array; readonly weight: number; readonly reached: number }
  }
}

/** Tries options of each model and weights of the blend. Test members' histories are scored on the way; what is held out of them is not looked at. */
export async function tuneTopN(split: StrongSplit, ratings: Ratings, seed: number, run: RunStage, grids: TopNGrids): Promise<TunedTopN> {
  const train = sharedCopy(split.train)
  const histories = sharedCopy(historiesOf(split))
  const attempt = <options>(name: string, work: Work<[Likes, options, Likes], Float32Array>, grid: readonly options[]) =>
    grid.map(async (options, number): Promise<Trial<options>> => {
      const rows = await run(`${name} ${number + 1}/${grid.length}`, trials, work, [train, options, histories])
      const border = split.validation.length * split.items.length
      const validation = rows.subarray(0, border)
      const reached = meanOfJudged(judge(split.validation, rankBy(validation, split.items.length)).ndcg)
      return { options, validation, test: rows.subarray(border), reached }
    })
  const [ease, easeTrials, ialsTried, rated] = await Promise.all([
    bestOf(
      attempt(
        'ease',
        tryEase,
        grids.easePenalties.map((penalty) => ({ ...easeDefaults, penalty })),
      ),
    ),
    Promise.all(
      attempt(
        'marquee',
        tryEase,
        grids.marquee.map(([penalty, dropout]) => ({ ...marqueeEase, penalty, dropout })),
      ),
    ),
    Promise.all(
      attempt(
        'ials',
        tryIals,
        grids.ials.map(([factors, missing, penalty]) => ({ ...ialsDefaults, factors, missing, penalty, seed })),
      ),
    ),
    run('ratings', trials, tryRater, [sharedCopy(trainingRatings(ratings, split)), { ...svdppDefaults, seed }, histories, starsOf(split)]),
  ])
  return { ease, ials: highest(ialsTried, ({ reached }) => reached), blend: tuneBlend(split, easeTrials, ialsTried, rated) }
}

const trials = new URL('./top-n-trials.ts', import.meta.url)

const historiesOf = ({ validation, test, items }: StrongSplit): Likes =>
  likesOfRows(
    [...validation, ...test].map(({ history }) => history),
    items.length,
  )

const starsOf = ({ validation, test }: StrongSplit): Float32Array =>
  Float32Array.from([...validation, ...test].flatMap(({ stars }) => Array.from(stars)))

/** One model at a time, then the weights: each choice is small beside what 500 members can tell, so no more combinations are tried. */
function tuneBlend(
  split: StrongSplit,
  easeTrials: readonly Trial<EaseOptions>[],
  ialsTried: readonly Trial<IalsOptions>[],
  rated: Float32Array,
): TunedTopN['blend'] {
  const { validation, items } = split
  const start = [marqueeWeights.ease, marqueeWeights.ials, marqueeWeights.popularity]
  const popularity = popularityRows(popularityOf(split.train), validation.length)
  const casesOf = (ease: Trial<EaseOptions>, ials: Trial<IalsOptions>) =>
    blendCases(validation, [ease.validation, ials.validation, popularity], items.length, start)
  const reachedBy = (cases: ReturnType<typeof casesOf>, weights: readonly number[]) =>
    meanOfJudged(judge(validation, blendLists(cases, weights)).ndcg)
  const [firstIals] = ialsTried as readonly [Trial<IalsOptions>]
  const ease = highest(easeTrials, (trial) => reachedBy(casesOf(trial, firstIals), start))
  const ials = highest(ialsTried, (trial) => reachedBy(casesOf(ease, trial), start))
  const cases = casesOf(ease, ials)
  const summit = climb(start, (weights) => reachedBy(cases, weights), [0])
  const ratings = ratingsOfCandidates(cases, rated, items.length)
  const lists = (weight: number) => blendLists(cases, summit.weights, weight, ratings)
  const byWeight = ratingWeights.map((weight) => ({ weight, reached: meanOfJudged(judge(validation, lists(weight)).ndcg) }))
  const test = rated.subarray(validation.length * items.length)
  return { ease, ials, summit, rating: { test, ...highest(byWeight, ({ reached }) => reached) } }
}

/** How much a predicted rating may count: not at all, or a little. */
const ratingWeights: readonly number[] = [0, 0.05, 0.1, 0.15, 0.2, 0.3]

function highest<value>(values: readonly value[], of: (value: value) => number): value {
  const reached = values.map(of)
  return values[reached.indexOf(Math.max(...reached))] as value
}

/** The best of trials under way, of equal ones the first; holds no other's rows once it is known. */
async function bestOf<options>(under: readonly Promise<Trial<options>>[]): Promise<Trial<options>> {
  let best: { readonly trial: Trial<options>; readonly place: number } | undefined
  await Promise.all(
    under.map(async (promise, place) => {
      const trial = await promise
      const lead = trial.reached - (best?.trial.reached ?? Number.NEGATIVE_INFINITY)
      if (lead > 0 || (lead === 0 && place < (best?.place ?? 0))) best = { trial, place }
    }),
  )
  if (best === undefined) throw new RangeError('Cannot choose: needs one trial at least')
  return best.trial
}
