import { type Demand, Failure, type ListDemand, type Resolver, Unchecked, wholeList } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { Pages } from './pages.ts'
import { unavailable } from './refusals.ts'
import { titleLists } from './title-lists.ts'

interface Search extends ListDemand {
  readonly args: { readonly query: string }
}

export const Query: Resolver<OpenContext, PersonalContext> = {
  fields: {
    async home(demands: readonly Demand[], context: PersonalContext) {
      const page = await Pages.of(context).current()
      return demands.map(() => (page instanceof Failure ? page : page.id))
    },
    me: (demands: readonly Demand[], { viewer }: PersonalContext) => demands.map(() => viewer?.profile ?? null),
    async starters(demands: readonly ListDemand[], { origins, viewer }: PersonalContext) {
      const outcome = await origins.recommendations.starters(viewer)
      return demands.map(() => (outcome.ok ? wholeList(outcome.value) : unavailable(outcome.failure)))
    },
    title: (demands: readonly { args: { id: number } }[]) => demands.map(({ args }) => new Unchecked(args.id)),
    row: (demands: readonly { args: { id: string } }[]) => demands.map(({ args }) => new Unchecked(args.id)),
    search: (demands: readonly Search[], { origins }: OpenContext) =>
      titleLists(demands, (windows) =>
        origins.catalog.search(windows.map(({ demand, offset, limit }) => ({ query: demand.args.query, offset, limit }))),
      ),
  },
}
