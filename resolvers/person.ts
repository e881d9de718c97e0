import type { ListDemand, Resolver } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { unavailable } from './refusals.ts'
import { titleLists } from './title-lists.ts'

export const Person: Resolver<OpenContext, PersonalContext> = {
  async load(ids, _fields, { origins }) {
    const outcome = await origins.catalog.people(ids as readonly string[])
    return outcome.ok ? outcome.value.map((person) => person && { name: person.name }) : ids.map(() => unavailable(outcome.failure))
  },
  fields: {
    titles: (demands: readonly (ListDemand & { id: string })[], { origins }: OpenContext) =>
      titleLists(demands, (windows) =>
        origins.catalog.filmographies(windows.map(({ demand, offset, limit }) => ({ person: demand.id, offset, limit }))),
      ),
  },
}
