import type { KeptRequest } from './kept-requests.ts'
import type { RequestRingCalls } from './request-ring-calls.ts'

export interface RingWriterOptions {
  /** The ring of a location. */
  ringAt(location: string): Pick<RequestRingCalls, 'keep'>
  /** Comes to what stands for a device in the ring. */
  hashDevice(id: string): Promise<string>
  /** Epoch milliseconds. */
  readonly now: () => number
  wait(ms: number): Promise<void>
}

export interface RingWriter {
  /** Takes over a request, its `device` still the device's own id; `waitUntil` is that of its exchange, which may have to write for all. */
  add(request: KeptRequest, location: string, waitUntil: (work: Promise<unknown>) => void): void
}

/** How soon what is waiting is written, in how large parts, how much may wait, and after how long a write that has not ended is given up. */
export const ringWrites = { waitMs: 250, batch: 50, mostWaiting: 500, takeOverMs: 2_000 } as const

/**
 * Hands requests to the ring of their location, off every request's way. Isolate scope: what waits is strings and numbers. Some request's `waitUntil`
 * carries each turn; where that request is ended early, the next one takes over. One turn at a time: a second one would wait for the same ring.
 */
export function createRingWriter({ ringAt, hashDevice, now, wait }: RingWriterOptions): RingWriter {
  let waiting: KeptRequest[] = []
  let dropped = 0
  /** Whose turn it is, since when, and whether it only waits yet; 0: nobody's. */
  let turn = 0
  let turns = 0
  let since = 0
  let writes = false

  async function take(mine: number, location: string, waitMs: number): Promise<void> {
    if (waitMs > 0) await wait(waitMs)
    try {
      while (turn === mine && waiting.length > 0) {
        writes = true
        const batch = waiting.slice(0, ringWrites.batch)
        waiting = waiting.slice(ringWrites.batch)
        const lost = dropped
        dropped = 0
        try {
          await ringAt(location).keep(await withoutIds(batch), lost)
        } catch (error) {
          dropped += lost + batch.length
          throw error
        }
      }
    } finally {
      if (turn === mine) turn = 0
    }
  }

  /** Each device is hashed once for all its requests. */
  async function withoutIds(batch: readonly KeptRequest[]): Promise<readonly KeptRequest[]> {
    const hashes = new Map<string, string>()
    for (const { device } of batch) if (device !== null && !hashes.has(device)) hashes.set(device, await hashDevice(device))
    return batch.map((request) => ({ ...request, device: request.device === null ? null : (hashes.get(request.device) ?? null) }))
  }

  return {
    add(request, location, waitUntil) {
      if (waiting.length >= ringWrites.mostWaiting) dropped++
      else waiting.push(request)
      const at = now()
      const isFull = waiting.length >= ringWrites.batch
      if (turn !== 0 && at - since <= ringWrites.takeOverMs && (writes || !isFull)) return
      turn = ++turns
      since = at
      writes = false
      waitUntil(take(turn, location, isFull ? 0 : ringWrites.waitMs))
    },
  }
}
