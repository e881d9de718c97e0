import type { IalsOptions } from '../../models/ials.ts'
import { popularityOf } from '../../models/popularity.ts'
import type { Ratings } from '../../models/ratings.ts'
import { type StrongSplit, splitDefaults, splitStrongly } from '../../models/strong-split.ts'
import { Remedy } from '../start/remedy.ts'
import type { RunStage } from './stages.ts'
import {
  blendCases,
  blendLists,
  type Judged,
  judge,
  meanOfJudged,
  pairedError,
  popularityRows,
  rankBy,
  ratingsOfCandidates,
} from './top-n-judge.ts'
import { gridsDefault, type TopNGrids, type TunedTopN, tuneTopN } from './tune-top-n.ts'

/** The rankings that are compared, in the order of the table. */
export const rankings = ['popularity', 'ease', 'ials', 'marquee'] as const
type Table = Readonly<Record<(typeof rankings)[number], number>>

/** What the evaluation ends with. */
export interface TopNResult {
  readonly 'ndcg@100': Table
  readonly 'recall@20': Table
}

/** What was judged, for who tells more of it than means: lists and measures by name of the ranking, one for each test member. */
export interface JudgedTopN {
  readonly split: StrongSplit
  readonly judged: Readonly<Record<keyof Table, Judged>>
  readonly lists: Readonly<Record<keyof Table, readonly ArrayLike<number>[]>>
}

/** Where there are fewer members than so many times those who are judged and those who tune, fewer of them do, but never fewer than these. */
const leastTimes = 3
const fewest = { test: 20, validation: 10 } as const

/**
 * Compares rankings for members who were never seen, by strong generalisation: all choices are made on the validation members, the test members are
 * judged once. `say` is told what was chosen. Throws a remedy where there are too few members.
 */
export async function evaluateTopN(
  ratings: Ratings,
  seed: number,
  run: RunStage,
  say: (line: string) => void,
  grids: TopNGrids = gridsDefault,
  onJudged?: (told: JudgedTopN) => void,
): Promise<TopNResult> {
  const split = splitOf(ratings, seed)
  say(
    `${split.trainMembers.length} members train, ${split.validation.length} tune, ${split.test.length} are judged; ${split.items.length} items`,
  )
  const tuned = await tuneTopN(split, ratings, seed, run, grids)
  for (const line of choicesOf(tuned)) say(line)
  const { judged, lists } = judgeAll(split, tuned)
  onJudged?.({ split, judged, lists })
  for (const name of ['likes', 'marquee'] as const) say(`${name} : ease = ${comparison(judged[name].ndcg, judged.ease.ndcg)}`)
  return { 'ndcg@100': tableOf(judged, 'ndcg'), 'recall@20': tableOf(judged, 'recall') }
}

/** The split of these ratings that a seed draws, of as many members as there are enough for. Throws a remedy where there are too few. */
export function splitOf(ratings: Ratings, seed: number): StrongSplit {
  const { leastLikes, test, validation } = splitDefaults
  const share = Math.min(1, ratings.users.length / (leastTimes * (test + validation)))
  const some = (part: 'test' | 'validation') => Math.max(fewest[part], Math.floor(splitDefaults[part] * share))
  try {
    return splitStrongly(ratings, { seed, leastLikes, test: some('test'), validation: some('validation') })
  } catch (error) {
    throw error instanceof RangeError ? new Remedy(error.message) : error
  }
}

/** Every ranking of the table, and Marquee's by likes alone, before a predicted rating orders what is retrieved. */
type AllJudged = Readonly<Record<keyof Table | 'likes', Judged>>

function judgeAll({ items, test, train }: StrongSplit, { ease, ials, blend }: TunedTopN) {
  const popularity = popularityRows(popularityOf(train), test.length)
  const { weights } = blend.summit
  const cases = blendCases(test, [blend.ease.test, blend.ials.test, popularity], items.length, weights)
  const lists = { popularity: [], ease: [], ials: [], likes: [], marquee: [] } as Record<keyof AllJudged, ArrayLike<number>[]>
  const judgeAs = (name: keyof AllJudged, rank: Parameters<typeof judge>[1]) =>
    judge(test, (member, number) => {
      const list = rank(member, number)
      lists[name].push(list)
      return list
    })
  const judged: AllJudged = {
    popularity: judgeAs('popularity', rankBy(popularity, items.length)),
    ease: judgeAs('ease', rankBy(ease.test, items.length)),
    ials: judgeAs('ials', rankBy(ials.test, items.length)),
    likes: judgeAs('likes', blendLists(cases, weights)),
    marquee: judgeAs(
      'marquee',
      blendLists(cases, weights, blend.rating.weight, ratingsOfCandidates(cases, blend.rating.test, items.length)),
    ),
  }
  return { judged, lists }
}

function choicesOf({ ease, ials, blend }: TunedTopN): readonly string[] {
  const of = (value: number) => `${value.toFixed(4)} on validation`
  const points = ({ factors, missing, penalty }: IalsOptions) => `${factors} factors, missing ${missing}, penalty ${penalty}`
  const { penalty, dropout } = blend.ease.options
  const [easeWeight, ialsWeight, popularityWeight] = blend.summit.weights.map((weight) => weight.toFixed(2))
  return [
    `ease: penalty ${ease.options.penalty}: ${of(ease.reached)}`,
    `ials: ${points(ials.options)}: ${of(ials.reached)}`,
    `likes: ${easeWeight} × ease (penalty ${penalty}, dropout ${dropout}: ${of(blend.ease.reached)}) + ` +
      `${ialsWeight} × ials (${points(blend.ials.options)}) + ${popularityWeight} × popularity: ${of(blend.summit.value)}`,
    `marquee: likes + ${blend.rating.weight} × rating within what is retrieved: ${of(blend.rating.reached)}`,
  ]
}

function comparison(one: Float64Array, opponent: Float64Array): string {
  const [mean, error] = [meanOfJudged(opponent), pairedError(one, opponent)]
  return `${(meanOfJudged(one) / mean).toFixed(4)} by NDCG@100, standard error of the paired difference ${(error / mean).toFixed(4)}`
}

const tableOf = (judged: AllJudged, measure: keyof Judged): Table =>
  Object.fromEntries(rankings.map((name) => [name, Number(meanOfJudged(judged[name][measure]).toFixed(5))])) as unknown as Table
