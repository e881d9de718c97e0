import type { Action, Respond } from './define-filter.ts'
import { filterLimits } from './filter-limits.ts'
import { headerName, headerValue } from './header-rules.ts'
import { FilterProblem, listOf, recordOf, textOf } from './problem.ts'

export type Stage = 'inbound' | 'outbound'

/** An action as the edge applies it: names in lower case, a removal by its name alone, a body as text. */
export type CheckedAction =
  | { readonly setRequestHeader: readonly [name: string, value: string] }
  | { readonly removeRequestHeader: string }
  | { readonly setResponseHeader: readonly [name: string, value: string] }
  | { readonly removeResponseHeader: string }
  | { readonly setAttribute: readonly [name: string, value: string | number | boolean] }
  | { readonly route: { readonly origin: string } | { readonly version: string } }
  | { readonly respond: Omit<Respond, 'body'> & { readonly body?: string } }
  | { readonly redirect: { readonly status: RedirectStatus; readonly location: string } }

type RedirectStatus = 301 | 302 | 303 | 307 | 308
type Kind = Action extends infer action ? (action extends unknown ? keyof action : never) : never

/** Each action: the stages it may come from, and how it is read. */
const rules: { readonly [kind in Kind]: { readonly stages: readonly Stage[]; read(value: unknown, path: string): CheckedAction } } = {
  setRequestHeader: { stages: ['inbound'], read: (value, path) => ({ setRequestHeader: headerOf(value, path) }) },
  removeRequestHeader: { stages: ['inbound'], read: (value, path) => ({ removeRequestHeader: removedOf(value, path) }) },
  setResponseHeader: { stages: ['inbound', 'outbound'], read: (value, path) => ({ setResponseHeader: headerOf(value, path) }) },
  removeResponseHeader: { stages: ['inbound', 'outbound'], read: (value, path) => ({ removeResponseHeader: removedOf(value, path) }) },
  setAttribute: { stages: ['inbound', 'outbound'], read: (value, path) => ({ setAttribute: attributeOf(value, path) }) },
  route: { stages: ['inbound'], read: (value, path) => ({ route: routeOf(value, path) }) },
  respond: { stages: ['inbound', 'outbound'], read: (value, path) => ({ respond: respondOf(value, path) }) },
  redirect: { stages: ['inbound', 'outbound'], read: (value, path) => ({ redirect: redirectOf(value, path) }) },
}

/** Whether nothing of the stage runs after it. */
export const endsStage = (action: CheckedAction): boolean => 'respond' in action || 'redirect' in action

/**
 * What a filter of a stage returned, as the edge may apply it; no actions for undefined. Pure, and strict: it is applied inside the sandbox to
 * what the filter returned, and outside to what the sandbox sent. Throws a `FilterProblem` that says which value is wrong.
 */
export function validateActions(stage: Stage, value: unknown): readonly CheckedAction[] {
  if (value === undefined || value === null) return []
  const actions = listOf(value, 'actions', filterLimits.maxActions).map((action, at) => {
    const path = `actions.${at}`
    const record = recordOf(action, path)
    const [kind, another] = Object.keys(record)
    if (kind === undefined || another !== undefined) throw new FilterProblem(path, 'must hold exactly one action')
    if (!isKind(kind)) throw new FilterProblem(path, `knows no action '${kind.slice(0, 40)}'`)
    const rule = rules[kind]
    if (!rule.stages.includes(stage)) throw new FilterProblem(path, `cannot ${kind} in the ${stage} stage`)
    return rule.read(record[kind], `${path}.${kind}`)
  })
  const end = actions.findIndex(endsStage)
  if (end !== -1 && end !== actions.length - 1) throw new FilterProblem(`actions.${end}`, 'ends the stage, so it must be the last')
  return actions
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(rules, kind)

function headerOf(value: unknown, path: string): readonly [string, string] {
  const [name, text] = pairOf(value, path)
  return [headerName(name, `${path}.0`), headerValue(text, `${path}.1`)]
}

/** A name; as a list, too, with or without the value that is to go. */
function removedOf(value: unknown, path: string): string {
  if (typeof value === 'string') return headerName(value, path)
  return headerName(listOf(value, path, 2)[0], `${path}.0`)
}

function attributeOf(value: unknown, path: string): readonly [string, string | number | boolean] {
  const [name, content] = pairOf(value, path)
  const checked = textOf(name, `${path}.0`, /^[a-z][a-z0-9_.-]{0,63}$/i, 'must be a name of letters, digits, dots and dashes')
  if (typeof content === 'string' && content.length <= filterLimits.maxAttributeLength) return [checked, content]
  if (typeof content === 'boolean' || (typeof content === 'number' && Number.isFinite(content))) return [checked, content]
  throw new FilterProblem(`${path}.1`, `must be a number, true, false, or a string of at most ${filterLimits.maxAttributeLength}`)
}

function pairOf(value: unknown, path: string): readonly unknown[] {
  const pair = listOf(value, path, 2)
  if (pair.length !== 2) throw new FilterProblem(path, 'must be [name, value]')
  return pair
}

function routeOf(value: unknown, path: string): { readonly origin: string } | { readonly version: string } {
  const { origin, version } = recordOf(value, path, ['origin', 'version'])
  if ((origin === undefined) === (version === undefined)) throw new FilterProblem(path, 'must hold either origin or version')
  return origin === undefined
    ? { version: textOf(version, `${path}.version`, /^[\w.-]{1,64}$/, 'must be the name of a version') }
    : { origin: textOf(origin, `${path}.origin`, /^[a-z][a-z0-9-]{0,63}$/, 'must be the name of an origin') }
}

function respondOf(value: unknown, path: string): Omit<Respond, 'body'> & { readonly body?: string } {
  const { status, code, message, headers, body } = recordOf(value, path, ['status', 'code', 'message', 'headers', 'body'])
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    throw new FilterProblem(`${path}.status`, 'must be a whole number from 200 to 599')
  if (message !== undefined && (typeof message !== 'string' || message.length > filterLimits.maxMessageLength))
    throw new FilterProblem(`${path}.message`, `must be a string of at most ${filterLimits.maxMessageLength}`)
  if (body !== undefined && [204, 205, 304].includes(status)) throw new FilterProblem(`${path}.body`, `cannot go with status ${status}`)
  const isText = typeof body === 'string'
  const content = isText ? { body } : body === undefined ? {} : { body: JSON.stringify(bodyOf(body, `${path}.body`)) }
  const checked = headers === undefined ? {} : headersOf(headers, `${path}.headers`)
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  return {
    status,
    ...(code !== undefined && { code: textOf(code, `${path}.code`, /^[A-Z][A-Z0-9_]{0,63}$/, 'must be upper case with underscores') }),
    ...(message !== undefined && { message }),
    ...((headers !== undefined || body !== undefined) && {
      headers: body === undefined || Object.hasOwn(checked, 'content-type') ? checked : { ...checked, 'content-type': type },
    }),
    ...content,
  }
}

function bodyOf(body: unknown, path: string): unknown {
  if (typeof body !== 'object' || body === null) throw new FilterProblem(path, 'must be a string, an object or an array')
  return body
}

function headersOf(value: unknown, path: string): Readonly<Record<string, string>> {
  const entries = Object.entries(recordOf(value, path))
  if (entries.length > filterLimits.maxHeaders) throw new FilterProblem(path, `may hold at most ${filterLimits.maxHeaders} headers`)
  return Object.fromEntries(
    entries.map(([name, text]) => [headerName(name, path), headerValue(text, `${path}.${name.slice(0, 40)}`)] as const),
  )
}

function redirectOf(value: unknown, path: string): { readonly status: RedirectStatus; readonly location: string } {
  const { status, location } = recordOf(value, path, ['status', 'location'])
  if (status !== 301 && status !== 302 && status !== 303 && status !== 307 && status !== 308)
    throw new FilterProblem(`${path}.status`, 'must be 301, 302, 303, 307 or 308')
  // A backslash is a slash to browsers, and two slashes name another host.
  const checked = textOf(
    location,
    `${path}.location`,
    /^(?:\/(?![/\\])|https?:\/\/[\w[])[!#$%&'()*+,./:;=?@[\]_~\w-]*$/,
    'must be a path that begins with one slash, or an http address',
  )
  if (checked.length > filterLimits.maxLocationLength)
    throw new FilterProblem(`${path}.location`, `may be at most ${filterLimits.maxLocationLength} long`)
  return { status, location: checked }
}
