import { DurableObject } from 'cloudflare:workers'
import type {
  History,
  KeptAnswer,
  Marks,
  MemberSeed,
  PlaybackEvent,
  ProfileRecord,
  Remembered,
  Viewer,
  Written,
} from '../../contracts/members.ts'
import type { TitleSlice } from '../../contracts/origin.ts'
import { createAccountStore, keyLifeMs } from './account-store.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { createWaitingRoom } from './waiting-room.ts'

/** One account, on a SQLite of its own. Called by `Members` alone, with inputs it has checked; tells the store what time it is. */
export class Account extends DurableObject {
  readonly #store = createAccountStore(this.ctx.storage)
  readonly #answers = createKeptAnswers(this.ctx.storage, (viewer) => this.#store.requireProfile(viewer))
  readonly #waiting = createWaitingRoom()
  /** As far as this life of the object knows. */
  #hasAlarm = false

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
    return this.#written(key, this.#store.rate(viewer, ratings, key, Date.now()))
  }

  addToMyList(viewer: Viewer, title: number, key: string | null): Written {
    return this.#written(key, this.#store.addToMyList(viewer, title, key, Date.now()))
  }

  removeFromMyList(viewer: Viewer, title: number, key: string | null): Written {
    return this.#written(key, this.#store.removeFromMyList(viewer, title, key, Date.now()))
  }

  pickTitles(viewer: Viewer, titles: readonly number[], key: string | null): Written {
    return this.#written(key, this.#store.pickTitles(viewer, titles, key, Date.now()))
  }

  reportPlayback(viewer: Viewer, report: { title: number; positionSeconds: number; event: PlaybackEvent }, key: string | null) {
    return this.#written(key, this.#store.reportPlayback(viewer, report, key, Date.now()))
  }

  resetTaste(viewer: Viewer, key: string | null): Written {
    return this.#written(key, this.#store.resetTaste(viewer, key, Date.now()))
  }

  deleteHistory(viewer: Viewer, key: string | null): Written {
    return this.#written(key, this.#store.deleteHistory(viewer, key, Date.now()))
  }

  lastErased(account: string, profile: number): number {
    return this.#store.lastErased(account, profile)
  }

  /** Waits in memory: while somebody waits, the object stays, and whoever ends the wait comes to this same object. */
  async remember(viewer: Viewer, key: string, digest: string, waitMs: number): Promise<Remembered> {
    const until = Date.now() + waitMs
    for (;;) {
      const remembered = this.#answers.remember(viewer, key, digest, Date.now())
      this.#willPrune()
      const leftMs = until - Date.now()
      if (remembered.state !== 'pending' || leftMs <= 0) return remembered
      await this.#waiting.wait(roomOf(viewer, key), leftMs)
    }
  }

  complete(viewer: Viewer, key: string, digest: string, answer: KeptAnswer): KeptAnswer {
    const standing = this.#answers.complete(viewer, key, digest, answer)
    this.#waiting.wake(roomOf(viewer, key))
    return standing
  }

  release(viewer: Viewer, key: string, digest: string): null {
    this.#answers.release(viewer, key, digest)
    this.#waiting.wake(roomOf(viewer, key))
    return null
  }

  create(seeds: readonly MemberSeed[]): void {
    this.#store.create(seeds)
  }

  /** Keys and answers go when their time is over, also where nobody comes again. */
  override async alarm(): Promise<void> {
    const now = Date.now()
    const ends = [this.#store.pruneKeys(now), this.#answers.prune(now)].filter((end) => end !== undefined)
    this.#hasAlarm = ends.length > 0
    if (this.#hasAlarm) await this.ctx.storage.setAlarm(Math.min(...ends))
  }

  #written<written extends Written>(key: string | null, written: written): written {
    if (key !== null) this.#willPrune()
    return written
  }

  /** After a write under a key: sees to it that the key will go. */
  #willPrune(): void {
    if (this.#hasAlarm) return
    this.#hasAlarm = true
    // Not waited for, and yet nothing is answered before it is written down: the object's output gate sees to that.
    void this.#setFirstAlarm(Date.now() + keyLifeMs + 1)
  }

  async #setFirstAlarm(at: number): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(at)
  }
}

const roomOf = ({ profile }: Viewer, key: string) => `${profile} ${key}`
