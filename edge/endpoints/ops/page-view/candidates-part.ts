import type { PageExplanation } from '../../../../contracts/page-explanation.ts'
import type { ExplainedStage } from '../../../../contracts/page-weighing.ts'
import { dataTable } from './data-table.ts'
import { gainMap } from './gain-map.ts'
import { headingOf } from './heading-of.ts'
import { type Markup, markup } from './markup.ts'

/** So many rows are drawn that competed, those that promised most; the table has all. */
const drawnRows = 70

/** Which rows asked for a place, what each would have added at each, and who got it. */
export function candidatesPart(explanation: PageExplanation): Markup {
  const { explained, rows } = explanation
  const { offers, stages } = explained
  const placeOf = new Map(stages.map(({ key }, place) => [key, place]))
  const bestOf = (at: number) => Math.max(0, ...stages.map(({ gains }) => gains[at] ?? 0))
  const competing = offers
    .map(({ key, fixed }, at) => ({ name: headingOf(explanation, key), fixed, best: bestOf(at), place: placeOf.get(key) ?? null, at }))
    .filter(({ fixed }) => !fixed)
    .sort((one, other) => other.best - one.best || one.at - other.at)
  const kinds = new Map(rows.map((row) => [row.key, row]))
  return markup`<section><h2>Candidates and gains</h2>
<p>${offers.length} rows asked for a place and ${stages.length} got one. A free place goes to the row that adds most to what stands above it: how likely each of
its titles is to be watched, by how much its column is looked at, and nothing for what is shown above already; near the top also what
it covers of the member's genres, among the few rows of which most is watched. Fixed rows stand where they are put.</p>
${gainMap(
  'What each row would have added at each place',
  competing.slice(0, drawnRows).map(({ name, place, at }) => ({ name, place, gains: stages.map(({ gains }) => gains[at] ?? null) })),
)}
${dataTable(
  'Places, from the top',
  [
    { head: 'place' },
    { head: 'row' },
    { head: 'came there' },
    ...['gain', 'gain of the next'].map((head) => ({ head, isNumber: true })),
    { head: 'the next' },
  ],
  stages.map((stage, place) => stageLine(explanation, stage, place)),
)}
<details><summary>All ${offers.length} candidates</summary>${dataTable(
    'Candidates, as they were considered',
    [
      { head: 'row' },
      { head: 'kind' },
      { head: 'order' },
      ...['titles that may stand in it', 'most it would have added', 'place'].map((head) => ({ head, isNumber: true })),
    ],
    offers.map(({ key, fixed, titles }, at) => [
      headingOf(explanation, key),
      `${kinds.get(key)?.kind ?? ''}${fixed ? ', fixed' : ''}`,
      kinds.get(key)?.order ?? '',
      titles,
      fixed ? '' : bestOf(at).toFixed(4),
      placeOf.has(key) ? (placeOf.get(key) ?? 0) + 1 : '',
    ]),
  )}</details></section>`
}

function stageLine(explanation: PageExplanation, { key, gain, gains }: ExplainedStage, place: number) {
  const { offers } = explanation.explained
  const isFixed = offers.find((offer) => offer.key === key)?.fixed === true
  let next: { readonly key: string; readonly gain: number } | undefined
  for (const [at, value] of gains.entries()) {
    const offer = offers[at]
    if (value === null || offer === undefined || offer.key === key || value <= (next?.gain ?? -1)) continue
    next = { key: offer.key, gain: value }
  }
  return [
    place + 1,
    headingOf(explanation, key),
    isFixed ? 'fixed' : 'by gain',
    gain.toFixed(4),
    next?.gain.toFixed(4) ?? '',
    next === undefined ? '' : headingOf(explanation, next.key),
  ]
}
