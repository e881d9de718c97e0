import type { FoundRequests, KeptRequest, RequestSearch } from './kept-requests.ts'

/** What the ring of a location is asked. */
export interface RequestRingCalls {
  keep(requests: readonly KeptRequest[], dropped: number): Promise<void>
  /** A `TraceRecord`, packed; null where that request is not kept, or not any more. */
  find(trace: string): Promise<string | null>
  search(search: RequestSearch): Promise<FoundRequests>
}
