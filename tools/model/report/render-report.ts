import { chart, escaped } from './chart.ts'
import { type PageReport, pageParts } from './page-parts.ts'
import type { PopularityFigures } from './popularity-figures.ts'
import {
  knownDataSet,
  netflixErrors,
  type Published,
  type PublishedFigures,
  publishedErrors,
  publishedRankings,
} from './published-figures.ts'
import { type CalibrationBin, calibrationError, type LengthBand } from './rating-figures.ts'
import { table } from './table.ts'

/** How well ratings were predicted. */
export interface RatingReport {
  readonly trained: { readonly members: number; readonly items: number; readonly ratings: number }
  readonly tested: number
  readonly models: readonly {
    readonly model: string
    readonly rmse: number
    readonly mae: number
    readonly trainCpuS: number | undefined
  }[]
  readonly byLength: readonly LengthBand[]
  readonly calibration: readonly CalibrationBin[]
}

/** How well titles were recommended to members that no model has seen. */
export interface TopNReport {
  readonly members: number
  readonly models: readonly {
    readonly model: string
    readonly ndcg: number
    /** A standard error of the mean over members. */
    readonly ndcgError: number
    readonly recall: number
    readonly popularity: PopularityFigures
  }[]
  /** What those members liked in truth. */
  readonly liked: PopularityFigures
}

/** What a report tells; it has a part for whatever was evaluated. */
export interface Report {
  readonly heading: string
  readonly seed: number
  readonly ratings?: RatingReport
  readonly topN?: TopNReport
  readonly pages?: PageReport
}

/** A report as one page of HTML that asks nothing of any network. */
export function renderReport({ heading, seed, ratings, topN, pages }: Report): string {
  const parts = [
    ...(ratings === undefined ? [] : ratingParts(ratings)),
    ...(topN === undefined ? [] : topNParts(topN)),
    ...(pages === undefined ? [] : pageParts(pages)),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(heading)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(heading)}</h1>
<p>Seed ${seed}. Figures marked * are from memory and unverified; all others were read in the source that is named. Splits of others have other seeds than
ours, and some train on less: what stands beside ours shows the size of things, and decides nothing.</p>
${parts.join('\n')}
</body>
</html>
`
}

function ratingParts({ trained, tested, models, byLength, calibration }: RatingReport): readonly string[] {
  const known = knownDataSet(trained.members)
  const published = known === undefined ? {} : (publishedErrors[known] ?? {})
  const bias = models.find(({ model }) => model === 'bias')?.rmse
  const rows = models.map(({ model, rmse, mae, trainCpuS }) => [
    escaped(model),
    rmse.toFixed(4),
    bias === undefined ? '' : (rmse / bias).toFixed(4),
    mae.toFixed(4),
    trainCpuS === undefined ? '' : trainCpuS.toFixed(1),
    publishedCell(published, model),
  ])
  const names = models.map(({ model }) => model)
  const liked = calibration.map(({ predicted, observed }) => ({ x: predicted, y: observed }))
  return [
    `<h2>Predicted ratings</h2>
<p>${number(trained.ratings)} ratings of ${number(trained.items)} titles by ${number(trained.members)} members were trained on, ${number(tested)} others
predicted.${known === undefined ? ' No figures are published of these data.' : ` Published figures are of ${known}.`}</p>`,
    table(['model', 'RMSE', '÷ bias', 'MAE', 'training, CPU s', 'published, RMSE'], rows, 'text'),
    `<details><summary>The Netflix Prize, for the size of things: other data, an analogy and no comparison</summary>${table(
      ['model', 'RMSE', 'measured on', 'source'],
      netflixErrors.map((one) => [escaped(one.model), one.figure + mark(one), one.protocol, escaped(one.source)]),
      'text',
    )}</details>`,
    chart({
      ...{ title: 'Error by length of history', x: 'ratings of the member that were trained on', y: 'RMSE', digits: 4 },
      series: names
        .filter((name) => drawn.includes(name))
        .map((name) => ({ name, points: byLength.map(({ rmse }, x) => ({ x, y: rmse[name] ?? null })) })),
      ticks: byLength.map(({ from, to }, x) => ({ x, label: to === undefined ? `${from}+` : `${from}–${to - 1}` })),
    }),
    table(
      ['length of history', 'predictions', ...names.map(escaped)],
      byLength.map(({ from, to, count, rmse }) => [
        to === undefined ? `${from} and more` : `${from} to ${to - 1}`,
        number(count),
        ...names.map((name) => rmse[name]?.toFixed(4) ?? ''),
      ]),
    ),
    chart({
      ...{ title: 'Is a match of 80 % liked by 80 in 100?', x: 'match', y: 'liked, of 100', digits: 1, range: [0, 100], diagonal: true },
      series: [{ name: 'liked: rated 4 stars or more', points: liked }],
      ticks: [0, 20, 40, 60, 80, 100].map((x) => ({ x, label: `${x} %` })),
    }),
    `<p>On the thin line a match is exactly right. The mean distance is ${calibrationError(calibration).toFixed(1)} points.</p>`,
    table(
      ['mean match', 'liked, of 100', 'predictions'],
      calibration.map(({ predicted, observed, error, count }) => [
        predicted.toFixed(1),
        `${observed.toFixed(1)} ± ${error.toFixed(1)}`,
        number(count),
      ]),
    ),
  ]
}

/** More lines than these could not be told apart; the table below them has all. */
const drawn: readonly string[] = ['bias', 'cinematch', 'rbm', 'svdpp', 'blend', 'served']

function topNParts({ members, models, liked }: TopNReport): readonly string[] {
  const shares = [...models.map(({ model, popularity }) => ({ name: model, popularity })), { name: 'liked in truth', popularity: liked }]
  return [
    `<h2>Recommended titles</h2>
<p>${number(members)} members that no model has seen: four fifths of what each liked were given, the others were to be found (strong generalisation,
Liang et al., 2018). Published figures are of other data, ML-20M: no split of these is standard.</p>`,
    table(
      ['model', 'NDCG@100', 'recall@20', 'published, NDCG@100'],
      models.map(({ model, ndcg, ndcgError, recall }) => [
        escaped(model),
        `${ndcg.toFixed(4)} ± ${ndcgError.toFixed(4)}`,
        recall.toFixed(4),
        publishedCell(publishedRankings, model),
      ]),
      'text',
    ),
    chart({
      ...{
        title: 'How popular are the recommendations?',
        x: 'tenth of the catalog, most popular first',
        y: 'share of recommendations',
        digits: 2,
      },
      series: shares.map(({ name, popularity }) => ({ name, points: popularity.shareByTenth.map((y, x) => ({ x, y })) })),
      ticks: liked.shareByTenth.map((_, x) => ({ x, label: `${x + 1}.` })),
    }),
    table(
      ['', 'of the most popular tenth', 'recommended to anybody, of the catalog', 'liked by, of all members'],
      shares.map(({ name, popularity }) => [
        escaped(name),
        percent(popularity.shareByTenth[0] ?? 0),
        percent(popularity.coverage),
        percent(popularity.meanPopularity),
      ]),
    ),
  ]
}

function publishedCell(published: PublishedFigures, model: string): string {
  const cells = (published[model] ?? []).map(
    (one) => `${escaped(one.model)} <b>${one.figure}${mark(one)}</b> <small>${escaped(one.protocol)}; ${escaped(one.source)}</small>`,
  )
  return cells.join('<br>')
}

const mark = ({ read }: Published) => (read ? '' : '*')
const number = (value: number) => value.toLocaleString('en')
const percent = (share: number) => `${(100 * share).toFixed(1)} %`

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0 2rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid #8884; text-align: right; vertical-align: top; }
tbody th { font-weight: 400; }
th { white-space: nowrap; }
th:first-child, .text td:last-child, .text th:last-child { text-align: left; }
small { opacity: 0.7; }
figure { margin: 2rem 0; }
figcaption { font-weight: 600; }
svg { width: 100%; height: auto; display: block; }
svg .grid { stroke: #8883; }
svg .diagonal { stroke: #888; stroke-dasharray: 2 3; }
svg text { fill: currentColor; font-size: 12px; }
.legend { margin: 0.2rem 0; }
.legend span { margin-right: 1.2rem; white-space: nowrap; }
.legend i { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.4em; border-radius: 50%; }
`
