import type { Viewer } from '../contracts/members.ts'
import type { Outcome } from '../contracts/outcome.ts'
import { type Because, memberKey } from '../contracts/ranking.ts'
import type { PersonalContext } from './context.ts'
import { historyOf } from './history.ts'

/** The film of the viewer's history that speaks most for each title, by one call, in the order asked. */
export async function becauseOf(
  viewer: Viewer,
  titles: readonly number[],
  context: PersonalContext,
): Promise<Outcome<readonly (Because | null)[]>> {
  const history = await historyOf(viewer, context)
  if (!history.ok) return history
  const outcome = await context.origins.ranking.because(history.value, titles, memberKey(viewer.profile))
  if (!outcome.ok) {
    context.degraded('ranking')
    return outcome
  }
  return { ok: true, value: outcome.value.because }
}

/** A reason as a member reads it; null where there is none to give. */
export function reasonText(because: Because | null): string | null {
  if (because === null) return null
  return because.how === 'listed' ? `Because ${because.name} is in your list` : `Because you ${because.how} ${because.name}`
}
