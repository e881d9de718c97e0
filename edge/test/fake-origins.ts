import { WorkerEntrypoint } from 'cloudflare:workers'
import { createFakeCatalog } from '../../contracts/fakes/catalog.ts'
import { createFakeMembers } from '../../contracts/fakes/members.ts'
import { createFakePlayback } from '../../contracts/fakes/playback.ts'
import { createFakeRanking } from '../../contracts/fakes/ranking.ts'
import { createFakeRecommendations } from '../../contracts/fakes/recommendations.ts'
import { createFakeModels } from '../../contracts/fakes/served-models.ts'

/** A search for this is answered when a second one has come: two requests are then under way at the same time. */
const together = 'together'

const now = () => Date.now()
const names = ['Noor', 'Pim', 'Ada', 'Bo', 'Cas', 'Dee', 'Eva', 'Fay']
const catalog = createFakeCatalog()
const ranking = createFakeRanking(catalog)
const members = createFakeMembers(
  names.map((name, at) => ({
    profile: { id: at + 1, account: `a${at + 1}`, name, kind: 'adult', country: 'NL' },
    ratings: [{ title: 1 + at, stars: 4, at: 0 }],
    viewings: [],
    myList: [1 + at, 2 + at],
  })),
  { now },
)

let waiting: PromiseWithResolvers<void> | undefined
const search: typeof catalog.search = async (demands) => {
  if (demands.some(({ query }) => query === together)) {
    if (waiting === undefined) {
      waiting = Promise.withResolvers()
      await waiting.promise
    } else {
      waiting.resolve()
      waiting = undefined
    }
  }
  return catalog.search(demands)
}

/** The origins of the contracts' fakes, each behind an entrypoint: what the edge worker is bound to in tests, over real RPC. */
export const Catalog = entrypoint({ ...catalog, search })
export const Members = entrypoint(members)
export const Ranking = entrypoint({ ...ranking, ...createFakeModels(now) })
export const Recommendations = entrypoint(createFakeRecommendations({ members, ranking, catalog, now }))
export const Playback = entrypoint({ ...createFakePlayback(now), fetch: async () => new Response('a segment') })

export default { fetch: () => new Response(whatEvalSays()) }

/** What an isolate of its own says to code from a string; test runners allow it to themselves. */
function whatEvalSays(): string {
  try {
    return String(new Function('return "it runs"')())
  } catch (error) {
    return String(error)
  }
}

/** RPC reaches the methods of a class only. */
function entrypoint(origin: object): typeof WorkerEntrypoint {
  const Entrypoint = class extends WorkerEntrypoint {}
  for (const [name, method] of Object.entries(origin) as [string, (...args: unknown[]) => unknown][])
    Object.defineProperty(Entrypoint.prototype, name, { value: (...args: unknown[]) => method(...args) })
  return Entrypoint
}
