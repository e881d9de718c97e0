import { env, WorkerEntrypoint } from 'cloudflare:workers'
import { defineFilter } from '../filter-sdk/define-filter.ts'
import type { FilterDefinition } from '../filter-sdk/definition-rules.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { type LoadedModule, readModule } from './loaded-module.ts'
import { errorFrom, runStage } from './run-stage.ts'
import { clock } from './sandbox-clock.ts'
import type { FilterError, StageCall } from './stage-call.ts'
import { budget } from './steps.ts'
import { tameGlobals } from './tame-globals.ts'

/** What the sandbox tells of one filter before it has run. */
export type FilterDescription =
  | { readonly name: string; readonly definition: FilterDefinition; readonly fixtures: readonly unknown[] }
  | { readonly name: string; readonly error: FilterError }

// The platform reads its `env` by what is about to go.
const names = [...(env as { readonly FILTERS: readonly string[] }).FILTERS]
// The realm is tamed before the first filter comes up, and all have come up before the first call.
tameGlobals(clock, [defineFilter])
const modules = new Map<string, LoadedModule | FilterError>()
for (const name of names) modules.set(name, await moduleOf(name))

async function moduleOf(name: string): Promise<LoadedModule | FilterError> {
  budget.left = filterLimits.maxSteps
  try {
    const specifier = `./filter.${name}.js`
    const exports = await import(specifier)
    if (budget.left < 0) throw new RangeError('its module runs for too many steps')
    return readModule(exports)
  } catch (thrown) {
    return errorFrom('load', thrown)
  } finally {
    budget.left = 0
  }
}

/** The worker that filters live in. Text goes in and text comes out: no object of a filter gets beyond, whatever it is. */
export default class Sandbox extends WorkerEntrypoint {
  /** Takes a `StageCall`, comes to `WrittenVerdict`s. */
  run(call: string): string {
    return JSON.stringify(runStage(modules, JSON.parse(call) as StageCall))
  }

  /** Comes to a `FilterDescription` of each filter. */
  describe(): string {
    const descriptions: FilterDescription[] = []
    for (const [name, module] of modules) {
      if ('kind' in module) descriptions.push({ name, error: module })
      else descriptions.push({ name, definition: module.definition, fixtures: module.fixtures })
    }
    return JSON.stringify(descriptions)
  }
}
