import { type Stage, validateActions } from '../filter-sdk/action-rules.ts'
import type { FilterWhen } from '../filter-sdk/define-filter.ts'
import { FilterProblem, listOf, recordOf } from '../filter-sdk/problem.ts'
import { type CompiledRule, RuleFailed } from './compile-rule.ts'
import { judgementOf, pathOf, type RuleInput } from './judgement.ts'

interface ReadFixture {
  readonly title: string
  readonly input: RuleInput & { readonly response: NonNullable<RuleInput['response']> }
  readonly actions: readonly unknown[]
}

/** Runs a rule on its fixtures, and comes to a problem for each that is none, and for each that does not come to its actions. */
export function failedFixtures(rule: CompiledRule, fixtures: readonly unknown[]): readonly FilterProblem[] {
  return fixtures.flatMap((fixture, at) => {
    try {
      const path = `fixtures.${at}`
      const { title, input, actions } = readFixture(fixture, path)
      const wrong = mismatch(rule, input, actions)
      return wrong === undefined ? [] : [new FilterProblem(path, `${title} failed: ${wrong}`)]
    } catch (problem) {
      if (problem instanceof FilterProblem) return [problem]
      throw problem
    }
  })
}

function mismatch(rule: CompiledRule, input: ReadFixture['input'], expected: readonly unknown[]): string | undefined {
  const { stage, when } = rule.definition
  const { response, ...asked } = input
  try {
    const actions = fitsWhen(when, input) && rule.decide(stage === 'inbound' ? asked : input) ? rule.actions : []
    const wanted = expected.map((action) => asChecked(stage, action))
    if (actions.length === wanted.length && holds(actions, wanted)) return undefined
    return `it came to ${JSON.stringify(actions)}, not to ${JSON.stringify(wanted)}`
  } catch (error) {
    if (error instanceof RuleFailed) return error.message
    throw error
  }
}

/** Shares do not count: a fixture is drawn by nobody. */
function fitsWhen(when: FilterWhen | undefined, input: RuleInput): boolean {
  const { method, path, device: { class: classes } = {}, country, header = {} } = when ?? {}
  const { request, device } = input
  const asked = pathOf(judgementOf(input))
  return (
    (method?.includes(request.method) ?? true) &&
    (path === undefined || (path.endsWith('*') ? asked.startsWith(path.slice(0, -1)) : asked === path)) &&
    (classes?.includes(device.class) ?? true) &&
    (country === undefined || (device.country !== null && country.includes(device.country))) &&
    Object.entries(header).every(([name, value]) => Object.hasOwn(request.headers, name) && request.headers[name] === value)
  )
}

/** An expected action in the form that rules hold, where it is a whole one. */
function asChecked(stage: Stage, action: unknown): unknown {
  try {
    return validateActions(stage, [action])[0]
  } catch {
    return action
  }
}

/** Whether a value says all that is expected of it; an object may say more. */
function holds(value: unknown, expected: unknown): boolean {
  if (typeof value !== 'object' || value === null || typeof expected !== 'object' || expected === null) return Object.is(value, expected)
  if (Array.isArray(value) !== Array.isArray(expected)) return false
  const entries = Object.entries(expected)
  if (Array.isArray(value) && value.length !== entries.length) return false
  return entries.every(([key, part]) => Object.hasOwn(value, key) && holds((value as Readonly<Record<string, unknown>>)[key], part))
}

function readFixture(value: unknown, path: string): ReadFixture {
  const {
    name,
    request = {},
    device = {},
    response = {},
    actions = [],
  } = recordOf(value, path, [...['name', 'request', 'device', 'response', 'actions']])
  const { method = 'GET', url = '/', headers: asked = {} } = recordOf(request, `${path}.request`, ['method', 'url', 'headers'])
  const { status = 200, headers: answered = {} } = recordOf(response, `${path}.response`, ['status', 'headers'])
  const known = recordOf(device, `${path}.device`, ['id', 'class', 'model', 'profile', 'country'])
  if (typeof method !== 'string') throw new FilterProblem(`${path}.request.method`, 'must be a string')
  if (typeof url !== 'string' || !url.startsWith('/'))
    throw new FilterProblem(`${path}.request.url`, 'must be a path, and may have a query')
  if (typeof status !== 'number') throw new FilterProblem(`${path}.response.status`, 'must be a number')
  const text = (key: string): string | null => {
    const { [key]: given = null } = known
    if (given !== null && typeof given !== 'string') throw new FilterProblem(`${path}.device.${key}`, 'must be a string or null')
    return given
  }
  const { profile = null } = known
  if (profile !== null && typeof profile !== 'number') throw new FilterProblem(`${path}.device.profile`, 'must be a number or null')
  return {
    title: typeof name === 'string' ? `the fixture '${name.slice(0, 100)}'` : `the fixture ${path.replace(/\D+/, '')}`,
    input: {
      request: { method, url, headers: headersOf(asked, `${path}.request.headers`) },
      device: { id: text('id'), class: text('class') ?? 'browser', model: text('model'), profile, country: text('country') },
      response: { status, headers: headersOf(answered, `${path}.response.headers`) },
    },
    actions: listOf(actions, `${path}.actions`, 100),
  }
}

function headersOf(value: unknown, path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(recordOf(value, path)).map(([name, text]) => {
      if (typeof text !== 'string') throw new FilterProblem(`${path}.${name.slice(0, 40)}`, 'must be a string')
      return [name.toLowerCase(), text] as const
    }),
  )
}
