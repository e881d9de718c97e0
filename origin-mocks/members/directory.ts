import { DurableObject } from 'cloudflare:workers'
import type { ProfileRecord } from '../../contracts/members.ts'
import { createDirectoryStore } from './directory-store.ts'

/** The one directory of profile numbers. Called by `Members` alone. */
export class Directory extends DurableObject {
  readonly #store = createDirectoryStore(this.ctx.storage)

  find(profile: number): ProfileRecord | null {
    return this.#store.find(profile)
  }

  missing(profiles: readonly number[]): number[] {
    return this.#store.missing(profiles)
  }

  register(records: readonly ProfileRecord[]): number {
    return this.#store.register(records)
  }

  countUpTo(last: number): number {
    return this.#store.countUpTo(last)
  }
}
