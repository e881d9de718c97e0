import type { PageExplanation } from '../../../../contracts/page-explanation.ts'
import { candidatesPart } from './candidates-part.ts'
import { coveragePart } from './coverage-part.ts'
import { dataTable } from './data-table.ts'
import { markup } from './markup.ts'
import { rowsPart } from './rows-part.ts'
import { rulesPart } from './rules-part.ts'
import { style } from './style.ts'

/** Whose page it is and when it was explained, in epoch milliseconds. */
export interface PageViewSubject {
  readonly profile: number
  readonly at: number
}

/** What a browser may do with the page: nothing but show it. It has no script and loads nothing. */
export const pagePolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** A member's page as it was built, as HTML in one piece: the same whether a browser gets it or a file keeps it. */
export function renderPageView(explanation: PageExplanation, { profile, at }: PageViewSubject): string {
  const { device, explained } = explanation
  const heading = `Page of profile ${profile} on ${device.width}`
  const { html } = markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="content-security-policy" content="${pagePolicy}">
<link rel="icon" href="data:,">
<title>${heading}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>Built on ${new Date(at).toISOString()} by <code>${explained.page.model}</code>, as the member would get it then, and handed to nobody. ${sameness(explanation)}</p>
${explanation.degraded.length > 0 ? markup`<p class="warning">Without ${explanation.degraded.join(', ')}: it could not be had.</p>` : ''}
${dataTable('What it was built from', [{ head: 'of the profile' }, { head: 'is', isNumber: true }], factsOf(explanation))}
${candidatesPart(explanation)}
${coveragePart(explanation)}
${rowsPart(explanation)}
${rulesPart(explanation)}
</main>
</body>
</html>
`
  return `<!doctype html>\n${html}`
}

function sameness({ snapshot }: PageExplanation): string {
  if (snapshot === null) return 'None was handed out for this kind of device that still holds.'
  const handedOut = `The last one handed out, ${snapshot.id} of ${new Date(snapshot.at).toISOString()},`
  return snapshot.isSame ? `${handedOut} has the same rows and titles.` : `${handedOut} was another: something has moved since.`
}

function factsOf({ profile, device, history, explained, names }: PageExplanation): readonly (readonly (string | number)[])[] {
  const { billboard } = explained.page
  return [
    ['kind', profile.kind],
    ['country', profile.country],
    ['most rows and titles', `${device.maxRows} × ${device.maxTitles}`],
    ['version of the history', history.version],
    ...Object.entries(history.counts),
    ['on top of the page', billboard === null ? 'nothing' : (names[billboard] ?? `title ${billboard}`)],
  ]
}
