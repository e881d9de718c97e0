import type { Viewer } from '../contracts/members.ts'
import type { Change, Failure } from '../graph/index.ts'
import { tasteChanged } from './changes.ts'
import type { PersonalContext } from './context.ts'
import { unavailable } from './refusals.ts'

/** Rates titles, or clears ratings where `stars` is null. Returns what has changed besides the ratings, or why nothing has. */
export async function rateTitles(
  viewer: Viewer,
  ratings: readonly { readonly title: number; readonly stars: number | null }[],
  context: PersonalContext,
): Promise<readonly Change[] | Failure> {
  const [outcome, taste] = await Promise.all([context.origins.members.rate(viewer, ratings, context.idempotencyKey), tasteChanged(context)])
  if (!outcome.ok) return unavailable(outcome.failure)
  return taste
}
