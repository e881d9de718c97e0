import { edgeLimits } from '../../edge/config/limits.ts'
import type { Endpoint } from '../../edge/endpoints/endpoint.ts'
import { nothingPublished } from '../../edge/published/published-filters.ts'
import type { Edge } from '../../edge/serve.ts'

/** The edge with one endpoint, no filters and no memory: what a request costs by its protocol alone. */
export function bareEdge(endpoint: Endpoint): Edge {
  return {
    pipeline: { filters: [], runInbound: async () => undefined, runOutbound: async () => {} },
    published: nothingPublished,
    findEndpoint: () => endpoint,
    bodyLimits: edgeLimits,
    recorder: { start: () => undefined, finish() {} },
    showBugs: true,
    log: (line) => console.error(JSON.stringify(line)),
    tick: () => performance.now(),
    newTrace: () => crypto.randomUUID(),
  }
}
