import type { Graph, GraphRequest, JsonGraphAnswer } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import type { Purges } from '../cache/purges.ts'
import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'
import { cacheHeaders } from '../protocol/cache-control.ts'
import { cacheTagsOf } from '../protocol/cache-tags.ts'
import { clientOf } from '../protocol/client-name.ts'
import { type FalcorRequest, readFalcorForm, readFalcorJson, readFalcorQuery } from '../protocol/falcor-request.ts'
import { mediaTypeOf, unsupportedMediaType } from '../protocol/media-type.ts'
import type { FieldUsage } from '../telemetry/field-usage.ts'
import type { AnswerOnce } from './answer-once.ts'
import type { Endpoint } from './endpoint.ts'
import { tellPlan } from './tell-plan.ts'

export interface FalcorOptions {
  readonly graph: Graph<OpenContext, PersonalContext>
  readonly limits: EdgeLimits
  graphRequest(exchange: Exchange): GraphRequest<OpenContext, PersonalContext>
  readonly answerOnce: AnswerOnce
  readonly purges: Purges
  readonly usage: FieldUsage
}

/** `/model.json`: the graph as the stock Falcor Model asks for it. */
export function falcorEndpoint({ graph, limits, graphRequest, answerOnce, purges, usage }: FalcorOptions): Endpoint {
  return {
    name: 'falcor',
    methods: ['GET', 'POST'],
    deadlineMs: limits.deadlineMs,
    async answer(exchange) {
      const asked =
        exchange.request.method === 'GET'
          ? readFalcorQuery(exchange.url.search.slice(1), limits.maxJsonDepth)
          : await readPost(exchange, limits)
      const learning = purges.refresh()
      if (learning !== undefined) await learning
      let ran = false
      const answer = async (): Promise<Answer> => {
        // Public data depends on nothing but where its addresses point to.
        const answered = await perform(graph, asked, { ...graphRequest(exchange), audience: exchange.url.origin })
        ran = true
        usage.count(clientOf(exchange.headers), answered.fields?.() ?? [])
        tellPlan(exchange, answered)
        const { body, cache } = answered
        const complete = asked.method === 'get' && exchange.degraded.size === 0
        return {
          status: 200,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            ...cacheHeaders(cache, complete),
            ...(complete && cache.scope === 'PUBLIC' && answered.entities && { 'cache-tag': cacheTagsOf(answered.entities()).join() }),
          },
          body: body.content,
        }
      }
      return asked.method === 'call' ? answerOnce(exchange, { substance: asked, answer, ran: () => ran }) : answer()
    },
  }
}

async function readPost({ headers, body, signal }: Exchange, { maxBodyBytes, maxJsonDepth }: EdgeLimits): Promise<FalcorRequest> {
  switch (mediaTypeOf(headers)) {
    case 'application/x-www-form-urlencoded':
      return readFalcorForm(await body.text(maxBodyBytes, signal), maxJsonDepth)
    case 'application/json':
      return readFalcorJson(await body.text(maxBodyBytes, signal), maxJsonDepth)
    default:
      throw unsupportedMediaType('application/x-www-form-urlencoded or application/json')
  }
}

function perform(
  graph: FalcorOptions['graph'],
  asked: FalcorRequest,
  request: GraphRequest<OpenContext, PersonalContext>,
): Promise<JsonGraphAnswer> {
  switch (asked.method) {
    case 'get':
      return graph.get(asked.paths, request)
    case 'set':
      return graph.set(asked.envelope, request)
    case 'call':
      return graph.call(asked, request)
  }
}
