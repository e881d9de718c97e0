import type { Stage } from './action-rules.ts'
import type { FilterWhen } from './define-filter.ts'
import { filterLimits } from './filter-limits.ts'
import { headerValue } from './header-rules.ts'
import { FilterProblem, listOf, recordOf, textOf } from './problem.ts'

/** What a filter says of itself: all but its functions. */
export interface FilterDefinition {
  readonly stage: Stage
  readonly failMode: 'open' | 'closed'
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  readonly when?: FilterWhen
}

/** The name of a filter, as it stands in `/ops/filters/NAME`. Throws a `FilterProblem` for anything else. */
export function filterName(value: unknown, path: string): string {
  return textOf(value, path, /^[a-z][a-z0-9-]{0,63}$/, 'must be the name of a filter: lower case, digits and dashes')
}

/** What a filter says of itself, in plain data. Throws a `FilterProblem` that says which value is wrong. */
export function validateFilterDefinition(value: unknown): FilterDefinition {
  const { stage, failMode, before, after, when } = recordOf(value, '', ['stage', 'failMode', 'before', 'after', 'when'])
  if (stage !== 'inbound' && stage !== 'outbound') throw new FilterProblem('stage', "must be 'inbound' or 'outbound'")
  if (failMode !== 'open' && failMode !== 'closed') throw new FilterProblem('failMode', "must be said: 'open' or 'closed'")
  return {
    stage,
    failMode,
    ...(before !== undefined && { before: namesOf(before, 'before') }),
    ...(after !== undefined && { after: namesOf(after, 'after') }),
    ...(when !== undefined && { when: whenOf(when) }),
  }
}

const namesOf = (value: unknown, path: string) =>
  listOf(value, path, filterLimits.maxListed).map((name, at) => filterName(name, `${path}.${at}`))

const listed = (value: unknown, path: string, pattern: RegExp, need: string) =>
  listOf(value, path, filterLimits.maxListed).map((one, at) => textOf(one, `${path}.${at}`, pattern, need))

function whenOf(value: unknown): FilterWhen {
  const { method, path, device, country, header, share } = recordOf(value, 'when', [
    ...['method', 'path', 'device', 'country', 'header', 'share'],
  ])
  if (share !== undefined && !(typeof share === 'number' && share >= 0 && share <= 1))
    throw new FilterProblem('when.share', 'must be a number from 0 to 1')
  return {
    ...(method !== undefined && { method: listed(method, 'when.method', /^[A-Z]{1,20}$/, 'must be a method in upper case') }),
    ...(path !== undefined && {
      path: textOf(path, 'when.path', /^\/[^\s*?#]{0,2047}\*?$/, 'must begin with a slash; a star may stand at its end'),
    }),
    ...(device !== undefined && { device: deviceOf(device) }),
    ...(country !== undefined && { country: listed(country, 'when.country', /^[A-Z]{2}$/, 'must be two letters in upper case') }),
    ...(header !== undefined && { header: headersOf(header) }),
    ...(share !== undefined && { share }),
  }
}

function deviceOf(value: unknown): NonNullable<FilterWhen['device']> {
  const { class: classes } = recordOf(value, 'when.device', ['class'])
  if (classes === undefined) return {}
  return { class: listed(classes, 'when.device.class', /^[a-z0-9-]{1,32}$/, 'must be a class of devices in lower case') }
}

function headersOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(recordOf(value, 'when.header'))
  if (entries.length > filterLimits.maxHeaders)
    throw new FilterProblem('when.header', `may hold at most ${filterLimits.maxHeaders} headers`)
  return Object.fromEntries(
    entries.map(([name, text]) => {
      const lower = textOf(name.toLowerCase(), 'when.header', /^[!#$%&'*+.^_`|~0-9a-z-]{1,128}$/, 'must be the name of a header')
      if (/^(?:authorization|proxy-authorization|cookie)$/.test(lower)) throw new FilterProblem('when.header', `may not be ${lower}`)
      return [lower, headerValue(text, `when.header.${lower}`)] as const
    }),
  )
}
