import type { ChanceCurve } from '../../../models/page/chance.ts'
import { chart, escaped } from './chart.ts'
import { table } from './table.ts'

/** How good the pages of several builders were for members that no model has seen. */
export interface PageReport {
  readonly members: number
  readonly size: { readonly maxRows: number; readonly maxTitles: number; readonly minTitles: number }
  readonly builders: readonly {
    readonly name: string
    readonly ndcg: number
    /** Standard errors of means over members. */
    readonly ndcgError: number
    readonly overTemplate: number
    readonly overTemplateError: number
    readonly recall: number
  }[]
  readonly shown: readonly {
    readonly name: string
    /** Of the titles of a page, in bits. */
    readonly genreEntropy: number
    /** How far its genres are from the member's, in nats. */
    readonly offTaste: number
    readonly kinds: readonly { readonly kind: string; readonly rowsOfPage: number }[]
    /** Titles that a member turned out to like, by row from the top. */
    readonly foundByRow: readonly number[]
  }[]
  readonly curve: ChanceCurve
  /** In per cent: what was said of titles, and what came of it. */
  readonly calibration: readonly { readonly count: number; readonly said: number; readonly liked: number }[]
}

/** The part of a report that tells of pages. */
export function pageParts({ members, size, builders, shown, curve, calibration }: PageReport): readonly string[] {
  const kinds = [...new Set(shown.flatMap(({ kinds: of }) => of.map(({ kind }) => kind)))]
  return [
    `<h2>Pages</h2>
<p>${members.toLocaleString('en')} members that no model has seen: four fifths of what each liked were given, the others were to be found on a page of
${size.maxRows} rows and ${size.maxTitles} columns. All builders have the same scores and the same rows to choose from. What is found counts by
1/log2(row + 2) × 1/log2(column + 2), once, over the best that any page could have reached. <b>bound</b> is no page that could be built: it has all titles by
score, whatever the rows; no choice of rows by these scores is better.</p>`,
    table(
      ['builder', '2D-NDCG', '÷ template', 'recall of the first 5 rows × 6 columns'],
      builders.map(({ name, ndcg, ndcgError, overTemplate, overTemplateError, recall }) => [
        escaped(name),
        `${ndcg.toFixed(4)} ± ${ndcgError.toFixed(4)}`,
        `${overTemplate.toFixed(4)} ± ${overTemplateError.toFixed(4)}`,
        recall.toFixed(4),
      ]),
    ),
    chart({
      ...{ title: 'In which row is what is liked?', x: 'row of the page', y: 'titles that a member turned out to like', digits: 3 },
      series: shown.map(({ name, foundByRow }) => ({ name, points: foundByRow.map((y, x) => ({ x, y })) })),
      ticks: (shown[0]?.foundByRow ?? []).map((_, x) => ({ x, label: `${x + 1}` })),
    }),
    table(
      ['rows of a page', ...shown.map(({ name }) => escaped(name))],
      [
        ...kinds.map((kind) => [
          escaped(kind),
          ...shown.map(({ kinds: of }) => (of.find((one) => one.kind === kind)?.rowsOfPage ?? 0).toFixed(2)),
        ]),
        ['entropy of genres, bits', ...shown.map(({ genreEntropy }) => genreEntropy.toFixed(2))],
        ['divergence from the genres of the history, nats', ...shown.map(({ offTaste }) => offTaste.toFixed(3))],
      ],
    ),
    chart({
      ...{ title: 'Is a chance of 20 % liked by 20 in 100?', x: 'chance', y: 'liked, of 100', digits: 1, diagonal: true },
      series: [{ name: 'among the fifth that was held out', points: calibration.map(({ said, liked }) => ({ x: said, y: liked })) }],
      ticks: [0, 20, 40, 60].map((x) => ({ x, label: `${x} %` })),
    }),
    `<p>The curve was fitted on other members: log-odds ${curve.offset.toFixed(2)} + ${curve.byScore.toFixed(2)} asinh(score) +
${curve.byHistory.toFixed(2)} log(1 + titles of the history).</p>`,
    table(
      ['chance, %', 'liked, of 100', 'titles'],
      calibration.map(({ said, liked, count }) => [said.toFixed(2), liked.toFixed(2), count.toLocaleString('en')]),
    ),
  ]
}
