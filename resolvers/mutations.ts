import type { PlaybackEvent, Viewer, Written } from '../contracts/members.ts'
import type { Outcome } from '../contracts/outcome.ts'
import { type Change, Failure, type Mutated, type Resolvers } from '../graph/index.ts'
import { pageChanged, tasteChanged } from './changes.ts'
import type { OpenContext, PersonalContext } from './context.ts'
import { deleteHistory, resetTaste } from './erase-history.ts'
import { pickTitles } from './pick-titles.ts'
import { rateTitles } from './rate-titles.ts'
import { titleUnknown, unauthenticated, unavailable } from './refusals.ts'

const fewestStars = 0.5
const mostStars = 5

export const mutations: NonNullable<Resolvers<OpenContext, PersonalContext>['mutations']> = {
  async rate({ title, stars }: { title: number; stars: number }, context) {
    if (stars < fewestStars || stars > mostStars) return new Failure('BAD_ARGUMENT', `stars go from ${fewestStars} to ${mostStars}`)
    return forViewer(title, context, async (viewer) => {
      const changed = await rateTitles(viewer, [{ title, stars }], context)
      return changed instanceof Failure
        ? changed
        : { value: title, changed: [...changed, { type: 'Title', ids: [title], fields: ['myRating'] }] }
    })
  },

  addToMyList: ({ title }: { title: number }, context) =>
    forViewer(title, context, async (viewer) =>
      done(title, await context.origins.members.addToMyList(viewer, title, context.idempotencyKey), listChanged(viewer, title)),
    ),

  removeFromMyList: ({ title }: { title: number }, context) =>
    forViewer(title, context, async (viewer) =>
      done(title, await context.origins.members.removeFromMyList(viewer, title, context.idempotencyKey), listChanged(viewer, title)),
    ),

  async reportPlayback(report: { title: number; positionSeconds: number; event: PlaybackEvent }, context) {
    const { title, positionSeconds } = report
    if (positionSeconds < 0) return new Failure('BAD_ARGUMENT', 'positionSeconds is 0 or more')
    return forViewer(title, context, async (viewer) => {
      const [outcome, taste] = await Promise.all([
        context.origins.members.reportPlayback(viewer, report, context.idempotencyKey),
        tasteChanged(context),
      ])
      return done(title, outcome, [...taste, { type: 'Title', ids: [title], fields: ['bookmarkSeconds'] }])
    })
  },

  pickTitles,
  resetTaste,
  deleteHistory,
}

/** Runs a write for a signed-in viewer on a title that exists. */
async function forViewer(
  title: number,
  { viewer, origins }: PersonalContext,
  write: (viewer: Viewer) => Promise<Mutated | Failure>,
): Promise<Mutated | Failure> {
  if (viewer === null) return unauthenticated
  const outcome = await origins.catalog.titles([title], [])
  if (!outcome.ok) return unavailable(outcome.failure)
  return outcome.value[0] === null ? titleUnknown : write(viewer)
}

function done(title: number, outcome: Outcome<Written>, changed: readonly Change[]): Mutated | Failure {
  return outcome.ok ? { value: title, changed } : unavailable(outcome.failure)
}

function listChanged({ profile }: Viewer, title: number): readonly Change[] {
  return [
    pageChanged,
    { type: 'Profile', ids: [profile], fields: ['myList', 'myListLength'] },
    { type: 'Title', ids: [title], fields: ['inMyList'] },
  ]
}
