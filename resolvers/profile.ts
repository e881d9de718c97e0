import type { Failure, List, ListDemand, Resolver } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { forbidden, unauthenticated, unavailable } from './refusals.ts'

export const Profile: Resolver<OpenContext, PersonalContext> = {
  permit: (id, { viewer }) => (id === viewer?.profile ? undefined : forbidden),
  async loadPersonal(ids, _fields, { origins, viewer }) {
    if (viewer === null) return ids.map(() => unauthenticated)
    const outcome = await origins.members.profile(viewer)
    return ids.map(() => (outcome.ok ? outcome.value && { name: outcome.value.name } : unavailable(outcome.failure)))
  },
  fields: {
    /** Only the viewer's own profile comes this far, so all demands are for one list. */
    async myList(demands: readonly ListDemand[], { origins, viewer }: PersonalContext): Promise<readonly (List | Failure)[]> {
      if (viewer === null) return demands.map(() => unauthenticated)
      const ends = demands.flatMap(({ ranges }) => ranges.map(({ offset, limit }) => offset + limit))
      const outcome = await origins.members.myList(viewer, 0, Math.max(1, ...ends))
      if (!outcome.ok) return demands.map(() => unavailable(outcome.failure))
      const { length, ids } = outcome.value
      return demands.map(() => ({ length, slices: [{ offset: 0, values: ids }] }))
    },
  },
}
