import type { PageExplanation } from '../../../../contracts/page-explanation.ts'
import { dataTable } from './data-table.ts'
import { headingOf } from './heading-of.ts'
import { type Markup, markup } from './markup.ts'
import { stackedBars } from './stacked-bars.ts'
import { stepLines } from './step-lines.ts'

/** How much of what a member may want the page has, place by place and genre by genre. */
export function coveragePart(explanation: PageExplanation): Markup {
  const { stages, genres } = explanation.explained
  const shown = genres
    .filter(({ page, history }) => page > 0 || (history ?? 0) > 0)
    .sort((one, other) => other.page - one.page || (one.name < other.name ? -1 : 1))
  return markup`<section><h2>Coverage</h2>
${stepLines('What the page has down to each place, of what it has in all', 'place', [
  { name: 'titles watched, were it looked at as usual', values: stages.map(({ watched }) => watched) },
  { name: 'titles, each once', values: stages.map(({ titles }) => titles) },
  { name: 'genres', values: stages.map(({ genres: count }) => count) },
])}
${dataTable(
  'Down to each place',
  [{ head: 'place' }, { head: 'row' }, ...['titles watched', 'titles', 'genres'].map((head) => ({ head, isNumber: true }))],
  stages.map(({ key, watched, titles, genres: count }, place) => [
    place + 1,
    headingOf(explanation, key),
    watched.toFixed(3),
    titles,
    count,
  ]),
)}
${stackedBars(
  'Genres: of the page by what is looked at and likely watched, less what the history has',
  ['more than in the history', 'less than in the history'],
  shown.map(({ name, page, history }) => {
    const difference = page - (history ?? 0)
    return { name, values: [Math.max(0, difference), Math.min(0, difference)] }
  }),
)}
${dataTable(
  'Shares of genres',
  [{ head: 'genre' }, ...['page', 'history', 'catalog'].map((head) => ({ head, isNumber: true }))],
  shown.map(({ name, page, history, catalog }) => [name, percent(page), history === null ? '' : percent(history), percent(catalog)]),
)}</section>`
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
