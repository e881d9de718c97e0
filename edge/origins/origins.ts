import { type Catalog, catalogAnswers } from '../../contracts/catalog.ts'
import { type Members, membersAnswers } from '../../contracts/members.ts'
import type { OriginClient } from '../../contracts/origin.ts'
import { type Playback, playbackAnswers } from '../../contracts/playback.ts'
import { type Ranking, rankingAnswers } from '../../contracts/ranking.ts'
import { type PageRecord, type Recommendations, recommendationsAnswers } from '../../contracts/recommendations.ts'
import { type ModelOperations, modelAnswers } from '../../contracts/served-models.ts'
import { modelTimeoutMs, originTimeoutsMs, seedTimeoutMs } from '../config/limits.ts'
import { type CallScope, createOriginClients } from './origin-client.ts'

/** The bindings behind which the origins are. */
export interface OriginBindings {
  readonly catalog: Catalog
  readonly members: Members
  readonly recommendations: Recommendations
  readonly ranking: Ranking & ModelOperations
  readonly playback: Playback
}

/** What a request holds of the origins: typed by their contracts, each call coming to an outcome. */
export type OriginClients = { readonly [name in keyof OriginBindings]: OriginClient<OriginBindings[name]> }

const madeBy = (answer: unknown) => [(answer as { readonly model: string }).model]

/** Binds the five origins; what comes back makes their clients for one request. */
export function bindOrigins(bindings: OriginBindings, tick: () => number): (scope: CallScope) => OriginClients {
  const catalog = createOriginClients<Catalog>({ name: 'catalog', checks: catalogAnswers, timeoutMs: originTimeoutsMs.catalog, tick })
  const members = createOriginClients<Members>({
    name: 'members',
    checks: membersAnswers,
    timeoutMs: originTimeoutsMs.members,
    timeoutsMs: { seed: seedTimeoutMs },
    tick,
  })
  const recommendations = createOriginClients<Recommendations>({
    name: 'recommendations',
    checks: recommendationsAnswers,
    timeoutMs: originTimeoutsMs.recommendations,
    inner: { page: (page) => (page as PageRecord).calls ?? [] },
    made: { page: (page) => (page as PageRecord).made ?? [] },
    tick,
  })
  const ranking = createOriginClients<Ranking & ModelOperations>({
    name: 'ranking',
    checks: { ...rankingAnswers, ...modelAnswers },
    timeoutMs: originTimeoutsMs.ranking,
    timeoutsMs: { putModel: modelTimeoutMs, activateModel: modelTimeoutMs, rollBackModel: modelTimeoutMs },
    made: { match: madeBy, because: madeBy },
    tick,
  })
  const playback = createOriginClients<Playback>({
    name: 'playback',
    checks: playbackAnswers,
    timeoutMs: originTimeoutsMs.playback,
    timeoutsMs: { seed: seedTimeoutMs },
    tick,
  })
  return (scope) => ({
    catalog: catalog(bindings.catalog, scope),
    members: members(bindings.members, scope),
    recommendations: recommendations(bindings.recommendations, scope),
    ranking: ranking(bindings.ranking, scope),
    playback: playback(bindings.playback, scope),
  })
}
