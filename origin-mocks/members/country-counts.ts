import { DurableObject } from 'cloudflare:workers'
import { createCountryCounts } from './country-counts-store.ts'

/** What is watched in one country, by its code. Called by `Members` alone, and never told by whom. */
export class CountryCounts extends DurableObject {
  readonly #store = createCountryCounts(this.ctx.storage)

  add(viewings: readonly { readonly title: number; readonly at: number }[], times: number): void {
    this.#store.add(viewings, times, Date.now())
  }

  most(limit: number): number[] {
    return this.#store.most(limit, Date.now())
  }
}
