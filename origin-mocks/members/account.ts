import { DurableObject } from 'cloudflare:workers'
import type { History, Marks, MemberSeed, PlaybackEvent, ProfileRecord, Viewer, Written } from '../../contracts/members.ts'
import type { TitleSlice } from '../../contracts/origin.ts'
import { createAccountStore } from './account-store.ts'

/** One account, on a SQLite of its own. Called by `Members` alone, with inputs it has checked; tells the store what time it is. */
export class Account extends DurableObject {
  readonly #store = createAccountStore(this.ctx.storage)

  profile(viewer: Viewer): ProfileRecord | null {
    return this.#store.profile(viewer)
  }

  marks(viewer: Viewer, titles: readonly number[]): Marks[] {
    return this.#store.marks(viewer, titles)
  }

  history(viewer: Viewer): History {
    return this.#store.history(viewer)
  }

  myList(viewer: Viewer, offset: number, limit: number): TitleSlice {
    return this.#store.myList(viewer, offset, limit)
  }

  rate(viewer: Viewer, ratings: readonly { title: number; stars: number | null }[], key: string | null): Written {
    return this.#store.rate(viewer, ratings, key, Date.now())
  }

  addToMyList(viewer: Viewer, title: number, key: string | null): Written {
    return this.#store.addToMyList(viewer, title, key, Date.now())
  }

  removeFromMyList(viewer: Viewer, title: number, key: string | null): Written {
    return this.#store.removeFromMyList(viewer, title, key, Date.now())
  }

  reportPlayback(viewer: Viewer, report: { title: number; positionSeconds: number; event: PlaybackEvent }, key: string | null): Written {
    return this.#store.reportPlayback(viewer, report, key, Date.now())
  }

  create(seeds: readonly MemberSeed[]): void {
    this.#store.create(seeds)
  }
}
