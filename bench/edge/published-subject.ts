import { env } from 'cloudflare:workers'
import { edgeLimits } from '../../edge/config/limits.ts'
import { createExperiments } from '../../edge/device/experiments.ts'
import { Flags } from '../../edge/device/flags.ts'
import type { Exchange } from '../../edge/exchange.ts'
import { within } from '../../edge/operations/within.ts'
import { RequestBody } from '../../edge/protocol/request-body.ts'
import { RequestHeaders } from '../../edge/protocol/request-headers.ts'
import { compileRules } from '../../edge/published/compile-rules.ts'
import type { FilterSet } from '../../edge/published/filter-set.ts'
import { createPublishedFilters } from '../../edge/published/published-filters.ts'
import { createCallLog } from '../../edge/telemetry/call-log.ts'
import type { Subject } from '../measure/subject.ts'

const bound = env as unknown as {
  readonly LOADER: WorkerLoader
  readonly NEIGHBOUR: { add(one: number, other: number): Promise<number> }
  /** Sets of filters by the task. */
  readonly SETS: string
}
const sets = JSON.parse(bound.SETS) as Readonly<Record<string, FilterSet>>

const request = new Request('https://api.marquee.example/graphql?documentId=sha256:8f2a4d1c6b3e', {
  headers: {
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
    'accept-language': 'nl-NL,nl;q=0.9',
    authorization: 'Bearer aaaa.bbbb.cccc',
    'graphql-client-name': 'tv',
    'graphql-client-version': '1.1.0',
    origin: 'https://tv.marquee.example',
    'user-agent': 'Marquee/1.1 (TV; 2026)',
  },
})
const url = new URL(request.url)

/** A request of a signed-in television, as it comes from the built-in filters. */
function newExchange(): Exchange {
  return {
    ...{ request, url, path: '/graphql', headers: new RequestHeaders(request.headers), body: new RequestBody(request, edgeLimits) },
    ...{ client: '203.0.113.9', trace: '0'.repeat(32), startedAt: 0, signal: request.signal },
    device: {
      ...{ viewer: null, kind: 'adult', id: 'tv-1', class: 'tv', model: 'BX-99', country: 'NL', pseudonym: null, operator: null },
    },
    ...{
      renewedToken: undefined,
      routedTo: undefined,
      attributes: new Map(),
      answerChanges: [],
      flags: new Flags(createExperiments([]), null, () => {}),
    },
    ...{ calls: createCallLog(), degraded: new Set(), cache: undefined, refused: undefined, category: 'SUCCESS', endpoint: undefined },
    ...{ auditEntry: undefined, explained: undefined, waitUntil() {} },
  }
}

/** A stage of published filters that is warm, and never looks for news. */
async function stageOf(filters: FilterSet) {
  const set = { version: 1, filters }
  const published = createPublishedFilters({
    ...{ loader: bound.LOADER, compileRules, within, hasOrigin: () => true, log() {} },
    writer: () => ({
      filterSet: async () => ({ version: 1, set }),
      reportFilters: async () => null,
      openTrials: async () => {},
      closeTrials: async () => {},
    }),
    board: { readHead: async () => undefined, readSet: async () => undefined, write: async () => {} },
    spare: async () => null,
    now: () => 0,
    tick: () => performance.now(),
    random: Math.random,
  })
  await published.learn(set)
  return published
}

const utf8 = new TextEncoder()
const told = (value: unknown) => utf8.encode(JSON.stringify(value))

/** How often what takes less than a microsecond is done for one answer. */
export const passes = 1_000

/** Tasks are the sets by name, `neighbour` for one call of a service binding, and `nothing` for an edge where nothing is published. */
export const subject: Subject = {
  async prepare(task) {
    if (task === 'neighbour') return async () => told(await bound.NEIGHBOUR.add(1, 2))
    if (task === 'nothing') {
      const published = await stageOf([])
      const exchange = newExchange()
      const answer = { status: 200, headers: {}, body: null }
      return () => {
        for (let pass = 0; pass < passes; pass++) {
          const passage = published.start(exchange)
          if (passage.runInbound() !== undefined || passage.runOutbound(answer) !== undefined) throw new Error('something ran')
          passage.finish(200)
        }
        return told(null)
      }
    }
    const filters = sets[task]
    if (filters === undefined) throw new RangeError(`Cannot prepare "${task}": there is no such set`)
    const published = await stageOf(filters)
    const exchange = newExchange()
    return async () => {
      const answer = await published.start(exchange).runInbound()
      return told([answer?.status ?? null, [...exchange.attributes]])
    }
  },
}
