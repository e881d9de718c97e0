import { type TitleGroups, tasteOf } from '../../../models/page/coverage.ts'
import { type BuiltPage, builders, pageSize } from '../page/build-page.ts'
import type { JudgedPages } from '../page/evaluate-pages.ts'
import { meanOfJudged, pairedError } from '../top-n-judge.ts'
import type { PageReport } from './page-parts.ts'

/** What a report tells of pages that were judged. */
export function pageReportOf({ split, catalog, ndcg, recall, pages, curve, chances }: JudgedPages): PageReport {
  const names = ['template', 'template: places', 'template: own', 'independent', 'marquee', 'bound'] as const
  const [zero, none] = [new Float64Array(split.test.length), new Uint32Array()]
  const genreCounts = (page: BuiltPage) =>
    catalog.genres.map(({ has }) =>
      page.reduce((sum, { titles }) => sum + titles.reduce((count, item) => count + (has[item] as number), 0), 0),
    )
  return {
    members: split.test.length,
    size: pageSize,
    builders: names.map((name) => ({
      name,
      ndcg: meanOfJudged(ndcg[name]),
      ndcgError: pairedError(ndcg[name], zero),
      overTemplate: meanOfJudged(ndcg[name]) / meanOfJudged(ndcg.template),
      overTemplateError: pairedError(ndcg[name], ndcg.template) / meanOfJudged(ndcg.template),
      recall: meanOfJudged(recall[name]),
    })),
    shown: builders.map((name) => ({
      name,
      genreEntropy: meanOf(pages[name].map((page) => entropy(genreCounts(page)))),
      offTaste: meanOf(pages[name].map((page, number) => offTaste(split.test[number]?.history ?? none, titlesOf(page), catalog.genresOf))),
      kinds: kindsOf(pages[name]),
      foundByRow: Array.from({ length: pageSize.maxRows }, (_, row) =>
        meanOf(pages[name].map((page, number) => foundIn(page[row], split.test[number]?.held ?? none))),
      ),
    })),
    curve,
    calibration: calibrationOf(chances),
  }
}

/** How many rows of each kind a page has, the most frequent first. */
function kindsOf(pages: readonly BuiltPage[]): PageReport['shown'][number]['kinds'] {
  const rows = new Map<string, number>()
  for (const page of pages) for (const { kind } of page) rows.set(kind, (rows.get(kind) ?? 0) + 1)
  return [...rows]
    .sort(([, one], [, other]) => other - one)
    .map(([kind, count]) => ({ kind, rowsOfPage: count / Math.max(1, pages.length) }))
}

function foundIn(row: BuiltPage[number] | undefined, held: Uint32Array): number {
  return row === undefined ? 0 : row.titles.reduce((sum, item) => sum + Number(held.includes(item)), 0)
}

const titlesOf = (page: BuiltPage) => page.flatMap(({ titles }) => [...titles])

/** So much of the page is taken for the member's own mix, so that a genre it lacks does not count without end. */
const smoothing = 0.01

/** How far the genres of a page are from those of a history: their Kullback-Leibler divergence, in nats (Steck, "Calibrated recommendations", 2018). */
function offTaste(history: ArrayLike<number>, page: ArrayLike<number>, genres: TitleGroups): number {
  const [liked, shown] = [tasteOf(history, genres)?.shares, tasteOf(page, genres)?.shares]
  if (liked === undefined || shown === undefined) return 0
  return liked.reduce((sum, share, genre) => {
    const mixed = (1 - smoothing) * (shown[genre] as number) + smoothing * share
    return share > 0 ? sum + share * Math.log(share / mixed) : sum
  }, 0)
}

/** In bits. */
function entropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return -counts.reduce((sum, count) => sum + (count > 0 ? (count / total) * Math.log2(count / total) : 0), 0)
}

const leastInBin = 200

/** Chances in bins of a factor of two each: what was said, and what came of it. */
function calibrationOf(chances: JudgedPages['chances']): PageReport['calibration'] {
  const bins = new Map<number, { count: number; said: number; liked: number }>()
  for (const { chance, member } of chances) {
    const [known, held] = [new Set(member.history), new Set(member.held)]
    for (const [item, said] of chance.entries()) {
      if (said === 0 || known.has(item)) continue
      const number = Math.floor(Math.log2(said))
      const bin = bins.get(number) ?? { count: 0, said: 0, liked: 0 }
      bins.set(number, { count: bin.count + 1, said: bin.said + said, liked: bin.liked + Number(held.has(item)) })
    }
  }
  return [...bins]
    .filter(([, { count }]) => count >= leastInBin)
    .sort(([one], [other]) => one - other)
    .map(([, { count, said, liked }]) => ({ count, said: (100 * said) / count, liked: (100 * liked) / count }))
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
