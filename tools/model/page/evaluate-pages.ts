import { type ChanceCurve, chanceOf, fitChance } from '../../../models/page/chance.ts'
import { usualLooks } from '../../../models/page/looks.ts'
import { pageNdcg, pageRecall } from '../../../models/page/page-metrics.ts'
import type { Ratings } from '../../../models/ratings.ts'
import { type ServedRanker, scoreServedRanker } from '../../../models/served-ranker.ts'
import type { StrongSplit, UnseenMember } from '../../../models/strong-split.ts'
import { topOf } from '../../../models/top.ts'
import { splitOf } from '../evaluate-top-n.ts'
import type { RunStage } from '../stages.ts'
import { meanOfJudged, pairedError } from '../top-n-judge.ts'
import { trainServedRanker } from '../train-served-ranker.ts'
import {
  type Builder,
  type BuiltPage,
  builders,
  buildPage,
  fillTemplate,
  type PageCase,
  pageSize,
  type Template,
  templates,
} from './build-page.ts'
import { candidateRows } from './candidate-rows.ts'
import { latestLikesOf } from './latest-likes.ts'
import { type PageCatalog, pageCatalogOf } from './page-catalog.ts'
import type { TitleFacts } from './read-titles.ts'

/** What the evaluation ends with. */
export interface PageResult {
  readonly ndcg2d: Readonly<Record<Builder, number>>
  readonly 'recall@5x6': Readonly<Record<Builder, number>>
}

/** Who is judged: the builders, the other templates, and what no page of the same scores can be better than. */
export type JudgedName = Builder | `template: ${Template}` | 'bound'

/** What pages reach, member by member. */
export interface JudgedPages {
  readonly split: StrongSplit
  readonly catalog: PageCatalog
  readonly ndcg: Readonly<Record<JudgedName, Float64Array>>
  readonly recall: Readonly<Record<JudgedName, Float64Array>>
  /** The pages of each builder. */
  readonly pages: Readonly<Record<Builder, readonly BuiltPage[]>>
  /** What was said to be liked in so many of a hundred cases, and was in so many, of the test members. */
  readonly curve: ChanceCurve
  readonly chances: readonly { readonly chance: Float32Array; readonly member: UnseenMember }[]
}

/** Rows and columns whose recall counts. */
const firstScreen = { rows: 5, columns: 6 }

/**
 * Compares builders of pages for members who were never seen, by strong generalisation: all have the same scores, the same chances and the same
 * candidates. The curve of chances is fitted on the validation members; the test members are judged once. Throws a remedy where there are too few.
 */
export async function evaluatePages(
  ratings: Ratings,
  titles: ReadonlyMap<string, TitleFacts>,
  seed: number,
  run: RunStage,
  say: (line: string) => void,
  onJudged?: (told: JudgedPages) => void,
): Promise<PageResult> {
  const split = splitOf(ratings, seed)
  const { trainMembers, validation, test, items } = split
  say(`${trainMembers.length} members train, ${validation.length} tune, ${test.length} are judged; ${items.length} items`)
  say(`${pageSize.maxRows} rows of ${pageSize.maxTitles} titles, looked at by 1/log2(row + 2) × 1/log2(column + 2), from 0`)
  const ranker = await trainServedRanker(split.train, seed, run)
  const catalog = pageCatalogOf(split, ratings, titles)
  const scoresOf = ({ history }: UnseenMember) => Float32Array.from(scoreServedRanker(ranker, history))
  const curve = fitChance(validation.map((member) => ({ ...member, scores: scoresOf(member) })))
  const judged = judgeAll(split, ratings, catalog, ranker, curve)
  onJudged?.(judged)
  const { ndcg, recall } = judged
  for (const name of ['independent', 'template', 'template: places', 'template: own'] as const)
    say(`marquee : ${name} = ${comparison(ndcg.marquee, ndcg[name])}`)
  say(`bound : marquee = ${comparison(ndcg.bound, ndcg.marquee)}: all titles by score, whatever the rows`)
  return { ndcg2d: tableOf(ndcg), 'recall@5x6': tableOf(recall) }
}

function judgeAll(split: StrongSplit, ratings: Ratings, catalog: PageCatalog, ranker: ServedRanker, curve: ChanceCurve): JudgedPages {
  const { test } = split
  const names = [...builders, ...(Object.keys(templates) as Template[]).map((name) => `template: ${name}` as const), 'bound'] as const
  const columns = () => Object.fromEntries(names.map((name) => [name, new Float64Array(test.length)])) as Record<JudgedName, Float64Array>
  const [ndcg, recall] = [columns(), columns()]
  const pages: Record<Builder, BuiltPage[]> = { template: [], independent: [], marquee: [] }
  const latestLikes = latestLikesOf(split, ratings)
  const chances: JudgedPages['chances'][number][] = []
  const looks = usualLooks(pageSize.maxRows, pageSize.maxTitles)
  for (const [number, member] of test.entries()) {
    const scores = Float32Array.from(scoreServedRanker(ranker, member.history))
    const rows = candidateRows(catalog, ranker.ease, scores, member.history, latestLikes(member))
    const of: PageCase = { rows, chance: chanceOf(curve, scores, member.history.length), liked: member.history }
    const relevant = new Set(member.held)
    const judge = (name: JudgedName, page: readonly Int32Array[]) => {
      ndcg[name][number] = pageNdcg(page, relevant, looks)
      recall[name][number] = pageRecall(page, relevant, firstScreen.rows, firstScreen.columns)
    }
    for (const builder of builders) {
      const page = buildPage(builder, catalog, of)
      pages[builder].push(page)
      judge(builder, titlesOf(page))
    }
    for (const name of Object.keys(templates) as Template[]) judge(`template: ${name}`, titlesOf(fillTemplate(name, catalog, of)))
    judge('bound', byScoreAlone(scores, member.history))
    chances.push({ chance: of.chance, member })
  }
  return { split, catalog, ndcg, recall, pages, curve, chances }
}

const titlesOf = (page: BuiltPage) => page.map(({ titles }) => titles)

/** The best page of these scores: the best title in the cell that is seen most, and so on, as if any row could show anything. */
function byScoreAlone(scores: Float32Array, liked: Uint32Array): readonly Int32Array[] {
  const { maxRows, maxTitles } = pageSize
  const page = Array.from({ length: maxRows }, () => new Int32Array(maxTitles).fill(-1))
  const best = topOf(scores, maxRows * maxTitles, liked)
  for (const [at, item] of best.entries()) {
    const cell = usualLooks(maxRows, maxTitles).cells[at] as number
    const row = page[Math.floor(cell / maxTitles)] as Int32Array
    row[cell % maxTitles] = item
  }
  return page
}

function comparison(one: Float64Array, opponent: Float64Array): string {
  const [mean, error] = [meanOfJudged(opponent), pairedError(one, opponent)]
  return `${(meanOfJudged(one) / mean).toFixed(4)} by 2D-NDCG, standard error of the paired difference ${(error / mean).toFixed(4)}`
}

const tableOf = (judged: JudgedPages['ndcg']): Readonly<Record<Builder, number>> =>
  Object.fromEntries(builders.map((name) => [name, Number(meanOfJudged(judged[name]).toFixed(5))])) as Record<Builder, number>
