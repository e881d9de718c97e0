import type { OriginState } from '../../contracts/origin.ts'
import type { Outcome } from '../../contracts/outcome.ts'
import type { EdgeLimits } from '../config/limits.ts'
import type { CallScope } from '../origins/origin-client.ts'
import type { OriginClients } from '../origins/origins.ts'
import { jsonAnswer } from '../protocol/answer.ts'
import type { Endpoint } from './endpoint.ts'

const methods = ['GET', 'HEAD']

/** `/healthz`: the worker runs. */
export function livenessEndpoint({ deadlineMs }: EdgeLimits): Endpoint {
  return { name: 'liveness', methods, deadlineMs, answer: () => jsonAnswer(200, { alive: true }) }
}

export interface ReadinessOptions {
  readonly limits: EdgeLimits
  bindOrigins(scope: CallScope): OriginClients
  /** What is wrong with the edge's own configuration; empty when nothing is. */
  readonly problems: readonly string[]
}

/** `/readyz`: 200 once every origin can serve, and 503 until then, with the state of each. */
export function readinessEndpoint({ limits, bindOrigins, problems }: ReadinessOptions): Endpoint {
  const edge: OriginState = problems.length === 0 ? { ready: true, detail: 'configured' } : { ready: false, detail: problems.join('; ') }
  return {
    name: 'readiness',
    methods,
    deadlineMs: limits.mediaDeadlineMs,
    async answer(exchange) {
      const states = Object.entries(bindOrigins(exchange)).map(
        async ([name, origin]): Promise<[string, OriginState]> => [name, stateOf(await origin.state())],
      )
      const origins: Record<string, OriginState> = { edge, ...Object.fromEntries(await Promise.all(states)) }
      const ready = Object.values(origins).every((state) => state.ready)
      return jsonAnswer(ready ? 200 : 503, { ready, origins }, ready ? {} : { 'retry-after': '1' })
    },
  }
}

function stateOf(outcome: Outcome<OriginState>): OriginState {
  if (!outcome.ok) return { ready: false, detail: `no state: ${outcome.failure.kind}` }
  const { ready, detail } = outcome.value
  return { ready, detail }
}
