import type { Loader } from '../../../filter-sandbox/loaded-filters.ts'
import { runStage } from '../../../filter-sandbox/run-stage.ts'
import type { StageInput, WrittenCall } from '../../../filter-sandbox/stage-call.ts'
import type { FilterDefinition } from '../../../filter-sdk/definition-rules.ts'

/** What a filter's code does here: a function in the place of its JavaScript. */
export type Apply = (input: StageInput) => readonly object[] | undefined

/** Sandboxes in this process, without walls: the code of a filter is the name of a function. Each call is noted by the names of its filters. */
export function fakeLoader(code: Readonly<Record<string, { readonly definition: FilterDefinition; readonly apply: Apply }>>) {
  const calls: string[] = []
  const lost = new Set<string>()
  const loader = {
    get: (_id: string, load: () => { modules: Record<string, { js: string }> }) => ({
      getEntrypoint() {
        const named = Object.entries(load().modules).flatMap(([path, { js }]) => {
          const name = /^filter\.(.+)\.js$/.exec(path)?.[1]
          const found = code[js]
          return name === undefined || found === undefined ? [] : [{ name, ...found }]
        })
        const loaded = named.map(({ name, definition, apply }) => ({
          name,
          module: { definition, fixtures: [], owner: {}, shouldFilter: undefined, apply: apply as (input: object) => unknown },
        }))
        return {
          async run(given: WrittenCall) {
            // A copy, as it travels: what filters see is frozen, and nobody else's.
            const call = structuredClone(given)
            const names = call.called.map((position) => named[position]?.name ?? '')
            calls.push(names.join(' '))
            if (names.some((name) => lost.has(name))) throw new Error('the isolate ran into a limit')
            return runStage(loaded, call)
          },
          describe: async () => JSON.stringify(named.map(({ name, definition }) => ({ name, definition, fixtures: [] }))),
        }
      },
    }),
  }
  return { loader: loader as unknown as Loader, calls, lost }
}
