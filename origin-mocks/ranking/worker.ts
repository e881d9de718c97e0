import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog } from '../../contracts/catalog.ts'
import type { History } from '../../contracts/members.ts'
import type { OriginState } from '../../contracts/origin.ts'
import type { Because, ExplainedPage, PageDemand, RankedPage, Ranking as RankingContract } from '../../contracts/ranking.ts'
import type { ModelActivation, ModelOperations } from '../../contracts/served-models.ts'
import { becauseTitles } from './because-titles.ts'
import { checkHistory, checkPageDemand, checkTitles } from './check-demand.ts'
import type { Columns } from './columns.ts'
import { explainPage } from './explain-page.ts'
import { createRowFiller } from './fill-rows.ts'
import { createKeptColumns } from './kept-columns.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelBuild } from './kernel/kernel-build.ts'
import relaxed from './kernel/relaxed.wasm'
import strict from './kernel/strict.wasm'
import { createKeptModels } from './models/kept-models.ts'
import { createModelCalls } from './models/model-calls.ts'
import { createModelStore } from './models/model-store.ts'
import { openInKernel } from './models/open-in-kernel.ts'
import { matchTitles, rankPage } from './rank-page.ts'
import type { Scorer } from './scorer.ts'

interface Env {
  readonly CATALOG: Pick<Catalog, 'features'>
  readonly MODELS: R2Bucket
}

/** Isolate scope: the catalog's columns and two models at most, nothing of any member. */
const kept = createKeptColumns()
const kernel = openKernel({ relaxed, strict }[kernelBuild()])
const openModel = openInKernel(kernel)
const fillRows = createRowFiller(kernel)
const models = createKeptModels(openModel)

/** The ranker over its binding. */
export class Ranking extends WorkerEntrypoint<Env> implements RankingContract, ModelOperations {
  async state(): Promise<OriginState> {
    try {
      const columns = await this.#columns()
      const { name } = await this.#scorer(columns, null)
      const refused = models.told().refused.map(({ model, code }) => `, model ${model} refused: ${code}`)
      return { ready: columns.count > 0, detail: `${columns.count} titles, ${name}${refused.join('')}` }
    } catch {
      return { ready: false, detail: 'the catalog does not answer' }
    }
  }

  async page(demand: PageDemand): Promise<RankedPage> {
    checkPageDemand(demand)
    const columns = await this.#columns()
    return rankPage(columns, await this.#scorer(columns, demand.member), demand, { fillRows })
  }

  async explain(demand: PageDemand): Promise<ExplainedPage> {
    checkPageDemand(demand)
    const columns = await this.#columns()
    return explainPage(columns, await this.#scorer(columns, demand.member), demand)
  }

  async match(history: History, titles: readonly number[], member?: string | null): Promise<{ model: string; match: (number | null)[] }> {
    checkHistory(history)
    checkTitles(titles)
    const columns = await this.#columns()
    const scorer = await this.#scorer(columns, member)
    return { model: scorer.name, match: matchTitles(columns, scorer, history, titles) }
  }

  async because(
    history: History,
    titles: readonly number[],
    member?: string | null,
  ): Promise<{ model: string; because: (Because | null)[] }> {
    checkHistory(history)
    checkTitles(titles)
    const columns = await this.#columns()
    const scorer = await this.#scorer(columns, member)
    return { model: scorer.name, because: becauseTitles(columns, scorer, history, titles) }
  }

  async models() {
    return this.#calls().models()
  }

  async putModel(bytes: Uint8Array) {
    return this.#calls().putModel(bytes)
  }

  async activateModel(activation: ModelActivation) {
    return this.#calls().activateModel(activation)
  }

  async rollBackModel(etag: string | null) {
    return this.#calls().rollBackModel(etag)
  }

  #scorer(columns: Columns, member: string | null | undefined): Promise<Scorer> {
    return models.scorer(member, this.#lender(columns))
  }

  #calls(): ModelOperations {
    return createModelCalls({
      store: createModelStore(this.env.MODELS),
      open: openModel,
      now: Date.now(),
      columns: () => this.#columns(),
      look: async () => {
        await models.look(this.#lender(await this.#columns()))
        return models.told()
      },
      prove: async (model) => models.prove(model, this.#lender(await this.#columns())),
    })
  }

  #lender(columns: Columns) {
    return {
      columns,
      now: Date.now(),
      store: createModelStore(this.env.MODELS),
      later: (work: Promise<unknown>) => this.ctx.waitUntil(work),
      wait: (ms: number) => scheduler.wait(ms),
      warn: (message: string) => console.warn(message),
    }
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
