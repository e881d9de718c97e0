import type { LoadedFilters } from '../filter-sandbox/loaded-filters.ts'
import type { StageVerdict } from '../filter-sandbox/stage-call.ts'
import { type Stage, validateActions } from '../filter-sdk/action-rules.ts'
import type { FilterDevice, FilterRequest, FilterResponse } from '../filter-sdk/define-filter.ts'
import type { FilterDefinition } from '../filter-sdk/definition-rules.ts'
import { FilterProblem, listOf, recordOf } from '../filter-sdk/problem.ts'
import { fitsWhen } from './fits-when.ts'

/** A fixture that did not come to its actions, or is none. `path` is as in a `FilterProblem`. */
export interface FailedFixture {
  readonly path: string
  readonly message: string
}

interface ReadFixture {
  readonly title: string
  readonly request: FilterRequest
  readonly device: FilterDevice
  readonly response: FilterResponse
  readonly actions: readonly unknown[]
}

/** 2026-01-01: what the clock says to a fixture. */
const fixtureTime = Date.UTC(2026, 0, 1)

/** Runs each fixture in the sandbox, and comes to those that failed. A fixture that `when` does not fit comes to no actions. */
export async function runFixtures(
  loaded: LoadedFilters,
  { name, definition, fixtures }: { readonly name: string; readonly definition: FilterDefinition; readonly fixtures: readonly unknown[] },
): Promise<readonly FailedFixture[]> {
  const failed: FailedFixture[] = []
  for (const [at, fixture] of fixtures.entries()) {
    const path = `fixtures.${at}`
    try {
      const { title, request, device, response, actions } = readFixture(fixture, path)
      const { stage, when } = definition
      const input = stage === 'inbound' ? { request, device } : { request, device, response }
      const [verdict] = fitsWhen(when, request, device)
        ? await loaded.run({ stage, filters: [name], input, now: fixtureTime, seed: 1 })
        : [notRun]
      const message =
        verdict === undefined
          ? 'the filter was not run'
          : mismatch(
              verdict,
              actions.map((action) => asChecked(stage, action)),
            )
      if (message !== undefined) failed.push({ path, message: `${title} failed: ${message}` })
    } catch (problem) {
      if (problem instanceof FilterProblem) failed.push({ path: problem.path, message: problem.message })
      // A limit of the platform: the sandbox is gone, and with it the other fixtures.
      else return [...failed, { path, message: `the sandbox failed on it: ${problem instanceof Error ? problem.message : problem}` }]
    }
  }
  return failed
}

const notRun: Pick<StageVerdict, 'actions' | 'error'> = { actions: [] }

function mismatch({ actions, error }: Pick<StageVerdict, 'actions' | 'error'>, expected: readonly unknown[]): string | undefined {
  if (error !== undefined) return error.message
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
  return entries.every(([key, part]) => holds((value as Readonly<Record<string, unknown>>)[key], part))
}

function readFixture(value: unknown, path: string): ReadFixture {
  const { name, request, device, response, actions = [] } = recordOf(value, path, ['name', 'request', 'device', 'response', 'actions'])
  const of = (part: unknown, key: string, keys: readonly string[]) => (part === undefined ? {} : recordOf(part, `${path}.${key}`, keys))
  const asked = of(request, 'request', ['method', 'url', 'headers'])
  const answered = of(response, 'response', ['status', 'headers'])
  return {
    title: typeof name === 'string' ? `the fixture '${name.slice(0, 100)}'` : `the fixture ${path.replace(/\D+/, '')}`,
    request: { method: 'GET', url: '/', ...asked, headers: lowerCased(asked.headers, `${path}.request.headers`) },
    device: {
      ...{ id: null, class: 'browser', model: null, profile: null, country: null },
      ...of(device, 'device', ['id', 'class', 'model', 'profile', 'country']),
    },
    response: { status: 200, ...answered, headers: lowerCased(answered.headers, `${path}.response.headers`) },
    actions: listOf(actions, `${path}.actions`, 100),
  }
}

const lowerCased = (headers: unknown, path: string): Readonly<Record<string, string>> =>
  headers === undefined
    ? {}
    : Object.fromEntries(Object.entries(recordOf(headers, path)).map(([name, value]) => [name.toLowerCase(), String(value)]))
