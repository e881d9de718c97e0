import type { LoadedFilters } from '../filter-sandbox/loaded-filters.ts'
import type { FilterDefinition } from '../filter-sdk/definition-rules.ts'
import { fitsWhen } from '../filter-sdk/fits-when.ts'
import { FilterProblem } from '../filter-sdk/problem.ts'
import { mismatch, type ReadFixture, readFixture } from '../filter-sdk/read-fixture.ts'

/** A fixture that did not come to its actions, or is none. `path` is as in a `FilterProblem`. */
export interface FailedFixture {
  readonly path: string
  readonly message: string
}

/** 2026-01-01: what the clock says to a fixture. */
const fixtureTime = Date.UTC(2026, 0, 1)

interface Described {
  readonly name: string
  readonly definition: FilterDefinition
  readonly fixtures: readonly unknown[]
}

/** Runs each fixture in the sandbox, and comes to those that failed. A fixture that `when` does not fit comes to no actions. */
export async function runFixtures(loaded: LoadedFilters, described: Described): Promise<readonly FailedFixture[]> {
  const failed: FailedFixture[] = []
  for (const [at, value] of described.fixtures.entries()) {
    const path = `fixtures.${at}`
    try {
      const fixture = readFixture(value, path)
      const wrong = await failureOf(fixture, loaded, described)
      if (wrong !== undefined) failed.push({ path, message: `${fixture.title} failed: ${wrong}` })
    } catch (problem) {
      if (problem instanceof FilterProblem) failed.push({ path: problem.path, message: problem.message })
      // A limit of the platform: the sandbox is gone, and with it the other fixtures.
      else return [...failed, { path, message: `the sandbox failed on it: ${problem instanceof Error ? problem.message : problem}` }]
    }
  }
  return failed
}

async function failureOf(fixture: ReadFixture, loaded: LoadedFilters, { name, definition }: Described): Promise<string | undefined> {
  const { request, device, response } = fixture
  const { stage, when } = definition
  if (!fitsWhen(when, request, device)) return mismatch(stage, [], fixture)
  const input = stage === 'inbound' ? { request, device } : { request, device, response }
  const [verdict] = await loaded.run({ stage, filters: [name], input, now: fixtureTime, seed: 1 })
  if (verdict === undefined) return 'the filter was not run'
  return verdict.error?.message ?? mismatch(stage, verdict.actions, fixture)
}
