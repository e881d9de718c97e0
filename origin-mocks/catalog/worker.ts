import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog as CatalogContract, PosterKind, TitleField } from '../../contracts/catalog.ts'
import { createD1Catalog } from './d1-catalog.ts'

export interface Env {
  readonly DB: D1Database
}

/** The catalog as an RPC service; the edge binds this class by name. */
export class Catalog extends WorkerEntrypoint<Env> implements CatalogContract {
  get #catalog(): CatalogContract {
    return createD1Catalog(this.env.DB)
  }

  state() {
    return this.#catalog.state()
  }

  titles(ids: readonly number[], fields: readonly TitleField[]) {
    return this.#catalog.titles(ids, fields)
  }

  people(ids: readonly string[]) {
    return this.#catalog.people(ids)
  }

  filmographies(demands: readonly { person: string; offset: number; limit: number }[]) {
    return this.#catalog.filmographies(demands)
  }

  similar(demands: readonly { title: number; offset: number; limit: number }[]) {
    return this.#catalog.similar(demands)
  }

  search(demands: readonly { query: string; offset: number; limit: number }[]) {
    return this.#catalog.search(demands)
  }

  poster(title: number, kind: PosterKind, width: number) {
    return this.#catalog.poster(title, kind, width)
  }

  features() {
    return this.#catalog.features()
  }

  extent() {
    return this.#catalog.extent()
  }
}

/** Nothing is served over HTTP: the catalog speaks RPC. */
export default {
  fetch(): Response {
    const message = 'The catalog answers over RPC only'
    return Response.json(
      { errors: [{ message, extensions: { code: 'NOT_FOUND' } }] },
      { status: 404, headers: { 'cache-control': 'no-store' } },
    )
  },
}
