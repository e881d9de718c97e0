import { edgeLimits } from '../../edge/config/limits.ts'
import type { Endpoint } from '../../edge/endpoints/endpoint.ts'
import type { Edge } from '../../edge/serve.ts'
import { createRecentTraces } from '../../edge/telemetry/recent-traces.ts'

/** The edge with one endpoint and no filters: what a request costs by its protocol alone. */
export function bareEdge(endpoint: Endpoint): Edge {
  return {
    pipeline: { filters: [], runInbound: async () => undefined, runOutbound: async () => {} },
    explainsNext: () => false,
    findEndpoint: () => endpoint,
    bodyLimits: edgeLimits,
    traces: createRecentTraces(edgeLimits.recentTraces),
    showBugs: true,
    log: (line) => console.error(JSON.stringify(line)),
    tick: () => performance.now(),
    newTrace: () => crypto.randomUUID(),
  }
}
