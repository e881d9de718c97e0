import type { PageExplanation } from '../../../../contracts/page-explanation.ts'
import { dataTable } from './data-table.ts'
import { headingOf } from './heading-of.ts'
import { type Markup, markup } from './markup.ts'

/** What business rules did to the page, and what was tried on it. */
export function rulesPart(explanation: PageExplanation): Markup {
  const { applied = [], explored = [] } = explanation.explained.page
  const nameOf = (title: number) => explanation.names[title] ?? `title ${title}`
  return markup`<section><h2>Rules and exploration</h2>
${
  applied.length === 0
    ? markup`<p>No business rule held for this page.</p>`
    : dataTable(
        'Business rules',
        [{ head: 'rule' }, { head: 'did' }],
        applied.map(({ rule, did }) => [rule, did]),
      )
}
${
  explored.length === 0
    ? markup`<p>Nothing was tried on this page.</p>`
    : explored.map(({ row, column, candidates, chosen }) =>
        dataTable(
          `Tried in ${headingOf(explanation, row)}, column ${column + 1}`,
          [{ head: 'title' }, { head: 'chance to be drawn', isNumber: true }, { head: 'drawn' }],
          candidates.map(({ title, propensity }) => [
            markup`<bdi>${nameOf(title)}</bdi>`,
            propensity.toFixed(4),
            title === chosen ? 'yes' : '',
          ]),
        ),
      )
}</section>`
}
