import { Failure, type Mutated } from '../graph/index.ts'
import { tasteChanged } from './changes.ts'
import type { PersonalContext } from './context.ts'
import { titleUnknown, unauthenticated, unavailable } from './refusals.ts'

const mostPicks = 20

/** The titles that a profile begins with. Each once, and all of them known; with one that is not, none is taken. */
export async function pickTitles({ titles }: { titles: readonly number[] }, context: PersonalContext): Promise<Mutated | Failure> {
  const { viewer, origins, idempotencyKey } = context
  if (titles.length < 1 || titles.length > mostPicks || new Set(titles).size < titles.length) {
    return new Failure('BAD_ARGUMENT', `titles are 1 to ${mostPicks} films, each once`)
  }
  if (viewer === null) return unauthenticated
  const known = await origins.catalog.titles(titles, [])
  if (!known.ok) return unavailable(known.failure)
  if (known.value.includes(null)) return titleUnknown
  const [written, changed] = await Promise.all([origins.members.pickTitles(viewer, titles, idempotencyKey), tasteChanged(context)])
  return written.ok ? { value: viewer.profile, changed } : unavailable(written.failure)
}
