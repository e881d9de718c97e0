import type { Viewer, Written } from '../contracts/members.ts'
import type { Outcome } from '../contracts/outcome.ts'
import type { Change, Failure, Mutated } from '../graph/index.ts'
import { pageChanged, tasteFields } from './changes.ts'
import type { PersonalContext } from './context.ts'
import { unauthenticated, unavailable } from './refusals.ts'

/** The ranking begins anew: what was before counts for nothing, and stays. */
export const resetTaste = (_: unknown, context: PersonalContext) =>
  eraseFor(context, (viewer) => context.origins.members.resetTaste(viewer, context.idempotencyKey), tasteFields, [])

/** All that the profile left behind is gone. */
export const deleteHistory = (_: unknown, context: PersonalContext) =>
  eraseFor(
    context,
    (viewer) => context.origins.members.deleteHistory(viewer, context.idempotencyKey),
    [...tasteFields, 'bookmarkSeconds', 'inMyList', 'myRating'],
    ['myList', 'myListLength'],
  )

/**
 * Announces, erases, forgets, in this order: once the history is erased, pages that were made of it go whatever becomes of this request
 * (docs/decisions/042-erasure.md). Who cannot announce erases nothing.
 */
async function eraseFor(
  { viewer, origins, degraded }: PersonalContext,
  erase: (viewer: Viewer) => Promise<Outcome<Written>>,
  titleFields: readonly string[],
  profileFields: readonly string[],
): Promise<Mutated | Failure> {
  if (viewer === null) return unauthenticated
  const [announced, extent] = await Promise.all([origins.recommendations.expectErasure(viewer), origins.catalog.extent()])
  if (!announced.ok) return unavailable(announced.failure)
  const erased = await erase(viewer)
  if (!erased.ok) return unavailable(erased.failure)
  const forgotten = await origins.recommendations.forget(viewer)
  if (!forgotten.ok) degraded('recommendations')
  const changed: Change[] = [pageChanged, { root: 'homes' }, { root: 'rows' }]
  if (extent.ok) changed.push({ type: 'Title', ids: extent.value, fields: titleFields })
  if (profileFields.length > 0) changed.push({ type: 'Profile', ids: [viewer.profile], fields: profileFields })
  return { value: viewer.profile, changed }
}
