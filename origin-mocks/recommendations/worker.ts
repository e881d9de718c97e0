import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog } from '../../contracts/catalog.ts'
import type { Members, Viewer } from '../../contracts/members.ts'
import type { OriginState } from '../../contracts/origin.ts'
import type { Ranking } from '../../contracts/ranking.ts'
import type { Recommendations as RecommendationsContract } from '../../contracts/recommendations.ts'
import { createKeptFeatures, type Lender } from './kept-features.ts'
import { createRecommendations } from './recommend.ts'
import type { SnapshotStore } from './snapshot.ts'
import type { Snapshots } from './snapshots.ts'

interface Env {
  readonly MEMBERS: Pick<Members, 'history'>
  readonly RANKING: Pick<Ranking, 'page'>
  readonly CATALOG: Pick<Catalog, 'features'>
  readonly SNAPSHOTS: DurableObjectNamespace<Snapshots>
}

/** Isolate scope: the catalog's features, nothing of any member. */
const features = createKeptFeatures()

/** Pages and rows over the binding. */
export class Recommendations extends WorkerEntrypoint<Env> implements RecommendationsContract {
  async state(): Promise<OriginState> {
    try {
      const index = features.kept(this.#lender()) ?? (await features.load(this.#lender()))
      return { ready: index.positions.size > 0, detail: `${index.positions.size} titles in ${index.genres.length} genres` }
    } catch {
      return { ready: false, detail: 'the catalog does not answer' }
    }
  }

  page(viewer: Viewer | null, deviceClass: string) {
    return this.#recommendations().page(viewer, deviceClass)
  }

  pages(viewer: Viewer | null, ids: readonly string[]) {
    return this.#recommendations().pages(viewer, ids)
  }

  rows(viewer: Viewer | null, ids: readonly string[]) {
    return this.#recommendations().rows(viewer, ids)
  }

  #recommendations() {
    return createRecommendations({
      history: (viewer) => this.env.MEMBERS.history(viewer),
      rank: (demand) => this.env.RANKING.page(demand),
      keptFeatures: () => features.kept(this.#lender()),
      loadFeatures: () => features.load(this.#lender()),
      // The stub's own type wraps its answers in ways that the store's interface need not know.
      snapshots: (owner) => this.env.SNAPSHOTS.getByName(owner) as unknown as SnapshotStore,
      now: () => Date.now(),
      elapsedMs: () => performance.now(),
      startTimer: (ms, ring) => {
        const timer = setTimeout(ring, ms)
        return () => clearTimeout(timer)
      },
      warn: (message) => console.warn(message),
    })
  }

  #lender(): Lender {
    return {
      now: Date.now(),
      load: () => this.env.CATALOG.features(),
      later: (work) => this.ctx.waitUntil(work),
    }
  }
}

export { Snapshots } from './snapshots.ts'

export default {
  fetch: () => new Response('Recommendations are reached by their binding\n', { status: 404 }),
}
