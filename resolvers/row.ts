import { Failure, type ListDemand, type Resolver, wholeList } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { Pages, permitPage } from './pages.ts'

export const Row: Resolver<OpenContext, PersonalContext> = {
  permit: permitPage,
  async loadPersonal(ids, _fields, context) {
    const rows = await Pages.of(context).rows(ids.map(String))
    return rows.map((row) => (row === null || row instanceof Failure ? row : { heading: row.heading, kind: row.kind }))
  },
  fields: {
    async titles(demands: readonly (ListDemand & { id: string })[], context: PersonalContext) {
      const rows = await Pages.of(context).rows(demands.map(({ id }) => id))
      return rows.map((row) => (row === null ? wholeList([]) : row instanceof Failure ? row : wholeList(row.titles)))
    },
  },
}
