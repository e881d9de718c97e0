import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog } from '../../contracts/catalog.ts'
import type { ExplainedPage } from '../../contracts/explained-page.ts'
import type { History } from '../../contracts/members.ts'
import type { OriginState } from '../../contracts/origin.ts'
import type { Because, PageDemand, RankedPage, Ranking as RankingContract } from '../../contracts/ranking.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { becauseTitles } from './because-titles.ts'
import { checkHistory, checkPageDemand, checkTitles } from './check-demand.ts'
import type { Columns } from './columns.ts'
import { explainPage } from './explain-page.ts'
import { createKeptColumns } from './kept-columns.ts'
import { matchTitles, rankPage } from './rank-page.ts'

interface Env {
  readonly CATALOG: Pick<Catalog, 'features'>
}

/** Isolate scope: the catalog's columns, nothing of any member. */
const kept = createKeptColumns()

/** The ranker over its binding. */
export class Ranking extends WorkerEntrypoint<Env> implements RankingContract {
  async state(): Promise<OriginState> {
    try {
      const columns = await this.#columns()
      return { ready: columns.count > 0, detail: `${columns.count} titles, ${createAffinityScorer(columns).name}` }
    } catch {
      return { ready: false, detail: 'the catalog does not answer' }
    }
  }

  async page(demand: PageDemand): Promise<RankedPage> {
    checkPageDemand(demand)
    const columns = await this.#columns()
    return rankPage(columns, createAffinityScorer(columns), demand)
  }

  async explain(demand: PageDemand): Promise<ExplainedPage> {
    checkPageDemand(demand)
    const columns = await this.#columns()
    return explainPage(columns, createAffinityScorer(columns), demand)
  }

  async match(history: History, titles: readonly number[]): Promise<{ model: string; match: (number | null)[] }> {
    checkHistory(history)
    checkTitles(titles)
    const columns = await this.#columns()
    const scorer = createAffinityScorer(columns)
    return { model: scorer.name, match: matchTitles(columns, scorer, history, titles) }
  }

  async because(history: History, titles: readonly number[]): Promise<{ model: string; because: (Because | null)[] }> {
    checkHistory(history)
    checkTitles(titles)
    const columns = await this.#columns()
    const scorer = createAffinityScorer(columns)
    return { model: scorer.name, because: becauseTitles(columns, scorer, history, titles) }
  }

  #columns(): Promise<Columns> {
    return kept.columns({
      now: Date.now(),
      load: () => this.env.CATALOG.features(),
      later: (work) => this.ctx.waitUntil(work),
    })
  }
}

export default {
  fetch: () => new Response('The ranking worker is reached by its binding\n', { status: 404 }),
}
