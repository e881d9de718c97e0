import type { PageExplanation } from '../../../../contracts/page-explanation.ts'
import { type ExplainedTitle, toldTitles } from '../../../../contracts/page-weighing.ts'
import { dataTable } from './data-table.ts'
import { headingOf } from './heading-of.ts'
import { type Markup, markup } from './markup.ts'
import { stackedBars } from './stacked-bars.ts'

/** So many titles of the whole page are drawn one by one. */
const drawnTitles = 25

/** What the signals gave: to each row on average, to the titles that are likeliest watched, and, in tables, to the first titles of each row. */
export function rowsPart(explanation: PageExplanation): Markup {
  const { page, signals, titles } = explanation.explained
  const told = new Map(titles.map((title) => [title.title, title]))
  const parts = [...signals, 'rules']
  const rows = page.rows.map(({ key, titles: shown }) => ({
    key,
    name: headingOf(explanation, key),
    // Some that stand farther along are told of too, for another reason.
    titles: shown.slice(0, toldTitles).flatMap((title) => told.get(title) ?? []),
    more: shown.length,
  }))
  const likeliest = titles.toSorted((one, other) => other.chance - one.chance || one.title - other.title).slice(0, drawnTitles)
  return markup`<section><h2>What each signal gave</h2>
${signals.length === 0 ? markup`<p>This scorer does not tell what its scores are made of.</p>` : ''}
${stackedBars(
  'To the first titles of each row, on average',
  parts,
  rows.map(({ name, titles: some }) => ({ name, values: meanOf(some, parts.length) })),
)}
${dataTable(
  'Rows: what each signal gave to the first titles, on average',
  [{ head: 'row' }, ...parts.map((head) => ({ head, isNumber: true }))],
  rows.map(({ name, titles: some }) => [name, ...meanOf(some, parts.length).map((value) => value.toFixed(3))]),
)}
${stackedBars(
  'To the titles that are likeliest watched',
  parts,
  likeliest.map((title) => ({ name: nameOf(explanation, title.title), values: partsOf(title) })),
)}
<h3>Row by row</h3>
${rows.map(
  ({ name, key, titles: some, more }, place) =>
    markup`<details><summary>${place + 1}. ${name} <small>${key}</small></summary>${dataTable(
      `${name}: the first ${some.length} of ${more} titles`,
      [{ head: 'title' }, ...['chance', 'score', ...parts].map((head) => ({ head, isNumber: true }))],
      some.map((title) => [
        markup`<bdi>${nameOf(explanation, title.title)}</bdi>`,
        `${(100 * title.chance).toFixed(1)} %`,
        title.score.toFixed(3),
        ...partsOf(title).map((value) => value.toFixed(3)),
      ]),
    )}</details>`,
)}</section>`
}

/** The last part is what rules added. */
const partsOf = ({ signals, ruled }: ExplainedTitle): number[] => [...signals, ruled]

function meanOf(titles: readonly ExplainedTitle[], count: number): number[] {
  return Array.from(
    { length: count },
    (_, part) => titles.reduce((sum, title) => sum + (partsOf(title)[part] ?? 0), 0) / Math.max(1, titles.length),
  )
}

const nameOf = ({ names }: PageExplanation, title: number) => names[title] ?? `title ${title}`
