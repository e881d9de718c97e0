import type { Change } from '../graph/index.ts'
import type { PersonalContext } from './context.ts'

/** The page is another one now. */
export const pageChanged: Change = { root: 'home' }

/** What is told of a title because of a taste. */
export const tasteFields = ['match', 'reason'] as const

/** A profile's taste has moved: its page is another one, and every film fits it better or worse than before. */
export async function tasteChanged({ origins }: PersonalContext): Promise<readonly Change[]> {
  const outcome = await origins.catalog.extent()
  return outcome.ok ? [pageChanged, { type: 'Title', ids: outcome.value, fields: tasteFields }] : [pageChanged]
}
