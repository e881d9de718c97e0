import { Failure, type ListDemand, type Resolver, wholeList } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { Pages, permitPage } from './pages.ts'

export const Home: Resolver<OpenContext, PersonalContext> = {
  permit: permitPage,
  async loadPersonal(ids, _fields, context) {
    const pages = await Pages.of(context).pages(ids.map(String))
    return pages.map((page) => (page === null || page instanceof Failure ? page : { billboard: page.billboard }))
  },
  fields: {
    async rows(demands: readonly (ListDemand & { id: string })[], context: PersonalContext) {
      const pages = await Pages.of(context).pages(demands.map(({ id }) => id))
      return pages.map((page) =>
        page === null ? wholeList([]) : page instanceof Failure ? page : wholeList(page.rows.map((row) => row.id)),
      )
    },
  },
}
