import { type PosterKind, posterHeight, type TitleField } from '../contracts/catalog.ts'
import { memberKey } from '../contracts/ranking.ts'
import { Failure, type ListDemand, type Resolver } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { historyOf } from './history.ts'
import { rateTitles } from './rate-titles.ts'
import { becauseOf, reasonText } from './reasons.ts'
import { each, unauthenticated, unavailable } from './refusals.ts'
import { titleLists } from './title-lists.ts'

interface Artwork {
  readonly id: number
  readonly args: { readonly kind: PosterKind; readonly width: number }
}

const narrowest = 16
const widest = 2_000

export const Title: Resolver<OpenContext, PersonalContext> = {
  async load(ids, fields, { origins }) {
    const outcome = await origins.catalog.titles(ids as readonly number[], fields as readonly TitleField[])
    return outcome.ok ? outcome.value : ids.map(() => unavailable(outcome.failure))
  },

  async loadPersonal(ids, _fields, { origins, viewer }) {
    if (viewer === null) return ids.map(() => ({}))
    const outcome = await origins.members.marks(viewer, ids as readonly number[])
    if (!outcome.ok) return ids.map(() => unavailable(outcome.failure))
    return outcome.value.map(({ rating, inMyList, bookmarkSeconds }) => ({ myRating: rating, inMyList, bookmarkSeconds }))
  },

  async set(wishes, context) {
    const { viewer } = context
    if (viewer === null) return { values: wishes.map(() => unauthenticated) }
    const stars = wishes.map(({ id, value }) => ({ title: id as number, stars: value as number | null }))
    const written = await rateTitles(viewer, stars, context)
    return written instanceof Failure ? { values: wishes.map(() => written) } : { values: stars.map((one) => one.stars), changed: written }
  },

  fields: {
    artwork: (demands: readonly Artwork[], { publicOrigin }: OpenContext) =>
      demands.map(({ id, args: { kind, width } }) =>
        width < narrowest || width > widest
          ? new Failure('BAD_ARGUMENT', `width goes from ${narrowest} to ${widest}`)
          : { url: `${publicOrigin}/artwork/${id}/${kind.toLowerCase()}/${width}.svg`, width, height: posterHeight(kind, width) },
      ),

    similar: (demands: readonly (ListDemand & { id: number })[], { origins }: OpenContext) =>
      titleLists(demands, (windows) =>
        origins.catalog.similar(windows.map(({ demand, offset, limit }) => ({ title: demand.id, offset, limit }))),
      ),

    async match(demands: readonly { id: number }[], context: PersonalContext) {
      const { viewer, origins } = context
      if (viewer === null) return demands.map(() => null)
      const history = await historyOf(viewer, context)
      if (!history.ok) return demands.map(() => unavailable(history.failure))
      const outcome = await origins.ranking.match(
        history.value,
        demands.map(({ id }) => id),
        memberKey(viewer.profile),
      )
      if (!outcome.ok) context.degraded('ranking')
      return each(outcome, demands.length, ({ match }) => match)
    },

    async reason(demands: readonly { id: number }[], context: PersonalContext) {
      const { viewer } = context
      if (viewer === null) return demands.map(() => null)
      const titles = demands.map(({ id }) => id)
      return each(await becauseOf(viewer, titles, context), titles.length, (because) => because.map(reasonText))
    },

    async playback(demands: readonly { id: number }[], { viewer, origins, publicOrigin }: PersonalContext) {
      if (viewer === null) return demands.map(() => null)
      const titles = demands.map(({ id }) => id)
      return each(await origins.playback.sign(titles, viewer, publicOrigin), demands.length, (records) => records)
    },
  },
}
