import { env } from 'cloudflare:workers'
import { defineFilter } from '../filter-sdk/define-filter.ts'
import type { FilterDefinition } from '../filter-sdk/definition-rules.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { type LoadedModule, readModule } from './loaded-module.ts'
import { errorFrom, type LoadedFilter, runStage } from './run-stage.ts'
import { clock } from './sandbox-clock.ts'
import type { FilterError, WrittenCall, WrittenVerdicts } from './stage-call.ts'
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
const loaded: LoadedFilter[] = []
for (const name of names) loaded.push({ name, module: await moduleOf(name) })

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

/**
 * The worker that filters live in. Data goes in, text or a number comes out: no object of a filter gets beyond, whatever it is. Not a class: the platform
 * would make one for each call. It calls functions that belong to none with exactly one argument.
 */
export default {
  run(call: WrittenCall): WrittenVerdicts {
    return runStage(loaded, call)
  },

  /** Comes to a `FilterDescription` of each filter. */
  describe(_: null): string {
    const descriptions: FilterDescription[] = []
    for (const { name, module } of loaded) {
      if ('kind' in module) descriptions.push({ name, error: module })
      else descriptions.push({ name, definition: module.definition, fixtures: module.fixtures })
    }
    return JSON.stringify(descriptions)
  },
}
