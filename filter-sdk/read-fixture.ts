import { type CheckedAction, type Stage, validateActions } from './action-rules.ts'
import type { FilterDevice, FilterRequest, FilterResponse } from './define-filter.ts'
import { FilterProblem, listOf, recordOf } from './problem.ts'

/** A fixture, whole: what its author left out has a plain value. */
export interface ReadFixture {
  /** As it is named in a message. */
  readonly title: string
  readonly request: FilterRequest
  readonly device: FilterDevice
  readonly response: FilterResponse
  /** Not yet judged: an action of a fixture may say less than a whole one. */
  readonly actions: readonly unknown[]
}

const maxActions = 100

/** Reads a fixture of a filter. Throws a `FilterProblem` that says which value is wrong. */
export function readFixture(value: unknown, path: string): ReadFixture {
  const whole = recordOf(value, path, ['name', 'request', 'device', 'response', 'actions'])
  const { name, request = {}, device = {}, response = {}, actions = [] } = whole
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
    request: { method, url, headers: headersOf(asked, `${path}.request.headers`) },
    device: { id: text('id'), class: text('class') ?? 'browser', model: text('model'), profile, country: text('country') },
    response: { status, headers: headersOf(answered, `${path}.response.headers`) },
    actions: listOf(actions, `${path}.actions`, maxActions),
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

/** What a filter came to instead of the actions of its fixture, in words; undefined where it came to them. An action may say more than its fixture does. */
export function mismatch(stage: Stage, actions: readonly CheckedAction[], fixture: ReadFixture): string | undefined {
  const expected = fixture.actions.map((action) => asChecked(stage, action))
  if (actions.length === expected.length && holds(actions, expected)) return undefined
  return `it came to ${JSON.stringify(actions)}, not to ${JSON.stringify(expected)}`
}

/** An expected action in the form that verdicts have, where it is a whole one. */
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
