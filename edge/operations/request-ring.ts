import { DurableObject } from 'cloudflare:workers'
import { createKeptRequests, type FoundRequests, type KeptRequest, type RequestSearch } from './kept-requests.ts'
import type { RequestRingCalls } from './request-ring-calls.ts'

/** One object for each location, by its name: what its isolates remember of their last requests. Forgets by itself what is a day old. */
export class RequestRing extends DurableObject implements RequestRingCalls {
  readonly #kept = createKeptRequests(this.ctx.storage, () => Date.now())

  async keep(requests: readonly KeptRequest[], dropped: number): Promise<void> {
    this.#kept.keep(requests, dropped)
    if ((await this.ctx.storage.getAlarm()) === null) await this.#setAlarm()
  }

  async find(trace: string): Promise<string | null> {
    return this.#kept.find(trace)
  }

  async search(search: RequestSearch): Promise<FoundRequests> {
    return this.#kept.search(search)
  }

  override async alarm(): Promise<void> {
    this.#kept.prune()
    await this.#setAlarm()
  }

  async #setAlarm(): Promise<void> {
    const end = this.#kept.nextEnd()
    // A little later than the oldest, so that one alarm is for many.
    if (end !== undefined) await this.ctx.storage.setAlarm(Math.max(end, Date.now()) + 60_000)
  }
}
