import type { DocumentNode } from 'graphql'
import type { Graph, GraphRequest } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'
import { cacheHeaders } from '../protocol/cache-control.ts'
import { type GraphqlParams, readGraphqlJson, readGraphqlQuery } from '../protocol/graphql-request.ts'
import type { GraphqlCall, GraphqlServer } from '../protocol/graphql-server.ts'
import { mediaTypeOf, readBody, unsupportedMediaType } from '../protocol/read-body.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { AnswerOnce } from './answer-once.ts'
import type { Endpoint } from './endpoint.ts'

export interface GraphqlOptions {
  readonly graph: Graph<OpenContext, PersonalContext>
  /** The SDL. */
  readonly schema: string
  checkDocument(document: DocumentNode): void
  readonly limits: EdgeLimits
  readonly local: boolean
  graphRequest(exchange: Exchange): GraphRequest<OpenContext, PersonalContext>
  readonly answerOnce: AnswerOnce
}

/**
 * `/graphql`: any document, by GraphQL over HTTP. The protocol's library and the schema for its validation are made when the first document
 * comes. (Trusted documents will get a way of their own, past all of this; a page for browsers stands here when there is one.)
 */
export function graphqlEndpoint({ graph, schema, checkDocument, limits, local, graphRequest, answerOnce }: GraphqlOptions): Endpoint {
  let server: GraphqlServer | undefined
  const load = async () => {
    const { createGraphqlServer } = await import('../protocol/graphql-server.ts')
    server ??= createGraphqlServer({
      schema,
      checkDocument,
      maxTokens: limits.maxDocumentTokens,
      maxErrors: limits.maxErrors,
      knownDocuments: limits.knownDocuments,
      knownDocumentChars: limits.knownDocumentChars,
    })
    return server
  }
  return {
    name: 'graphql',
    methods: ['GET', 'POST'],
    deadlineMs: limits.deadlineMs,
    async answer(exchange) {
      checkAccepted(exchange.request.headers)
      const params = await readParams(exchange, limits)
      const protocol = server ?? (await load())
      const trusted = local || exchange.device.operator
      const request = trusted ? { ...graphRequest(exchange), introspect: protocol.introspect } : graphRequest(exchange)
      const call: GraphqlCall = {
        params,
        execute: (operation) => graph.execute(operation, request),
        mayIntrospect: trusted,
        showSuggestions: trusted,
        answer: undefined,
        thrown: undefined,
      }
      const answer = async () => toAnswer(await protocol.answer(exchange.request, call), call, exchange)
      if (exchange.request.method !== 'POST' || !protocol.isMutation(params)) return answer()
      const { query, operationName, variables } = params
      const ran = () => call.answer !== undefined && 'data' in call.answer.result
      return answerOnce(exchange, { substance: { query, operationName, variables }, answer, ran })
    },
  }
}

const offered: ReadonlySet<string> = new Set(['*/*', 'application/*', 'application/json', 'application/graphql-response+json'])

/** Refuses before the operation runs what could not be told after: an answer in anything but JSON in UTF-8. */
function checkAccepted(headers: Headers): void {
  const accept = headers.get('accept')
  if (accept === null || accept.replace(/\s/g, '').toLowerCase().split(',').some(isOffered)) return
  throw new EdgeRefusal('NOT_ACCEPTABLE', 'Cannot answer in a media type that you accept: JSON in UTF-8 is there')
}

function isOffered(mediaRange: string): boolean {
  const [type = '', ...parameters] = mediaRange.split(';')
  return offered.has(type) && parameters.every((parameter) => !parameter.startsWith('charset=') || parameter === 'charset=utf-8')
}

async function readParams({ request, url, signal }: Exchange, { maxBodyBytes, maxJsonDepth }: EdgeLimits): Promise<GraphqlParams> {
  if (request.method === 'GET') return readGraphqlQuery(url.search.slice(1), maxJsonDepth)
  // JSON only: what a form of another site can send is no operation.
  if (mediaTypeOf(request.headers) !== 'application/json') throw unsupportedMediaType('application/json')
  return readGraphqlJson(await readBody(request, maxBodyBytes, signal), maxJsonDepth)
}

function toAnswer(response: Response, { answer }: GraphqlCall, { request, degraded }: Exchange): Answer {
  const complete = request.method === 'GET' && response.ok && answer?.result.errors === undefined && degraded.size === 0
  const headers = Object.fromEntries(response.headers)
  Object.assign(headers, cacheHeaders(answer?.cache ?? { scope: 'PRIVATE', maxAge: 0 }, complete))
  return { status: response.status, headers, body: response.body }
}
