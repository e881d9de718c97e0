import type { RowRecord } from '../contracts/recommendations.ts'
import type { RowKind } from '../contracts/row-kind.ts'
import { Failure, type ListDemand, type Resolver, wholeList } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { Pages, permitPage } from './pages.ts'
import { becauseOf, reasonText } from './reasons.ts'

export const Row: Resolver<OpenContext, PersonalContext> = {
  permit: permitPage,
  async loadPersonal(ids, _fields, context) {
    const rows = await Pages.of(context).rows(ids.map(String))
    return rows.map((row) => (row === null || row instanceof Failure ? row : { heading: row.heading, kind: row.kind }))
  },
  fields: {
    async reason(demands: readonly { id: string }[], context: PersonalContext) {
      const rows = await Pages.of(context).rows(demands.map(({ id }) => id))
      const personal = await personalReasons(rows, context)
      return rows.map((row, at) => (row === null || row instanceof Failure ? row : (personal[at] ?? row.reason)))
    },

    async titles(demands: readonly (ListDemand & { id: string })[], context: PersonalContext) {
      const rows = await Pages.of(context).rows(demands.map(({ id }) => id))
      return rows.map((row) => (row === null ? wholeList([]) : row instanceof Failure ? row : wholeList(row.titles)))
    },
  },
}

/** Kinds whose titles stand there for what the profile likes, so that a film it knows is the reason. */
const ranked: ReadonlySet<RowKind> = new Set(['TOP_PICKS', 'GENRE', 'GENRE_PAIR', 'GENRE_DECADE', 'DECADE', 'NEW'])

/** So many of its first titles say why a row is there. */
const asked = 3

/** For each row the film that speaks for the first of its titles for which one does; null where there is none. One call for all rows. */
async function personalReasons(rows: readonly (RowRecord | Failure | null)[], context: PersonalContext): Promise<(string | null)[]> {
  const none = rows.map(() => null)
  if (context.viewer === null) return none
  const firsts = rows.map((row) => (row === null || row instanceof Failure || !ranked.has(row.kind) ? [] : row.titles.slice(0, asked)))
  const titles = [...new Set(firsts.flat())]
  if (titles.length === 0) return none
  const outcome = await becauseOf(context.viewer, titles, context)
  if (!outcome.ok) return none
  const because = new Map(titles.map((title, at) => [title, outcome.value[at] ?? null]))
  return firsts.map((some) => reasonText(some.map((title) => because.get(title) ?? null).find((one) => one !== null) ?? null))
}
