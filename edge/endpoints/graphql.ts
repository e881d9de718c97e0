import type { DocumentNode } from 'graphql'
import type { Graph, GraphRequest } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'
import { cacheHeaders } from '../protocol/cache-control.ts'
import { clientOf } from '../protocol/client-name.ts'
import { acceptedMediaTypes, mediaTypeOfAnswer } from '../protocol/graphql-media-type.ts'
import { type GraphqlParams, readGraphqlJson, readGraphqlQuery, type TrustedParams } from '../protocol/graphql-request.ts'
import type { GraphqlCall, GraphqlServer } from '../protocol/graphql-server.ts'
import { mediaTypeOf, unsupportedMediaType } from '../protocol/media-type.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { sha256 } from '../protocol/sha256.ts'
import type { TrustedDocuments } from '../protocol/trusted-documents.ts'
import type { FieldUsage } from '../telemetry/field-usage.ts'
import type { AnswerOnce } from './answer-once.ts'
import type { Endpoint } from './endpoint.ts'
import { tellPlan } from './tell-plan.ts'
import type { AnswerTrusted } from './trusted-graphql.ts'

export interface GraphqlOptions {
  readonly graph: Graph<OpenContext, PersonalContext>
  /** The SDL, as text or parsed. */
  readonly schema: DocumentNode
  checkDocument(document: DocumentNode): void
  readonly limits: EdgeLimits
  readonly local: boolean
  graphRequest(exchange: Exchange): GraphRequest<OpenContext, PersonalContext>
  readonly answerOnce: AnswerOnce
  readonly trusted: TrustedDocuments
  readonly answerTrusted: AnswerTrusted
  readonly usage: FieldUsage
}

/**
 * `/graphql`: a trusted document by its id, or, for operators and in the local environment, any document by GraphQL over HTTP. The protocol's
 * library, the parser and the schema for validation are loaded when the first document comes that is not trusted.
 */
export function graphqlEndpoint(options: GraphqlOptions): Endpoint {
  const { graph, schema, checkDocument, limits, local, graphRequest, answerOnce, trusted, answerTrusted, usage } = options
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
      const accepted = acceptedMediaTypes(exchange.headers)
      const asked = await readParams(exchange, limits)
      const mayAskAnything = local || exchange.device.operator !== null
      if ('documentId' in asked) {
        const document = trusted.find(asked.documentId)
        if (asked.query !== undefined) await checkId(asked.documentId, asked.query)
        if (document !== undefined) return answerTrusted(exchange, document, asked, mediaTypeOfAnswer(accepted))
        if (asked.query === undefined) throw new EdgeRefusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
      }
      if (!mayAskAnything) throw new EdgeRefusal('DOCUMENT_NOT_TRUSTED', 'Cannot answer this document: only those of released apps')
      const params: GraphqlParams = { ...asked, query: asked.query as string }
      const protocol = server ?? (await load())
      const request = { ...graphRequest(exchange), introspect: protocol.introspect }
      const call: GraphqlCall = {
        params,
        async execute(operation) {
          const answered = await graph.execute(operation, request)
          usage.count(clientOf(exchange.headers), answered.fields?.() ?? [])
          tellPlan(exchange, answered)
          return answered
        },
        answer: undefined,
        thrown: undefined,
      }
      const answer = async () => toAnswer(await protocol.answer(requestFor(exchange), call), call, exchange)
      if (exchange.request.method !== 'POST' || !protocol.isMutation(params)) return answer()
      const { query, operationName, variables } = params
      const ran = () => call.answer !== undefined && 'data' in call.answer.result
      return answerOnce(exchange, { substance: { query, operationName, variables }, answer, ran })
    },
  }
}

/** The protocol's library looks at the path again, and knows but one spelling of it. The body is read already. */
function requestFor({ request, url, path, headers }: Exchange): Request {
  if (url.pathname === path) return request
  return new Request(new URL(path + url.search, url), { method: request.method, headers: [...headers], signal: request.signal })
}

/** An id given beside a document is that document's hash, or a mistake; nothing is remembered of either. */
async function checkId(documentId: string, query: string): Promise<void> {
  if ((await sha256(query)) !== documentId)
    throw new EdgeRefusal('DOCUMENT_ID_MISMATCH', 'Cannot answer this document: its id is not its SHA-256')
}

async function readParams(
  { request, url, headers, body, signal }: Exchange,
  { maxBodyBytes, maxJsonDepth }: EdgeLimits,
): Promise<GraphqlParams | TrustedParams> {
  if (request.method === 'GET') return readGraphqlQuery(url.search.slice(1), maxJsonDepth)
  // JSON only: what a form of another site can send is no operation.
  if (mediaTypeOf(headers) !== 'application/json') throw unsupportedMediaType('application/json')
  return readGraphqlJson(await body.text(maxBodyBytes, signal), maxJsonDepth)
}

function toAnswer(response: Response, { answer }: GraphqlCall, { request, degraded }: Exchange): Answer {
  const headers = Object.fromEntries(response.headers)
  const whole = request.method === 'GET' && response.ok && answer?.result.errors === undefined && degraded.size === 0
  // Events are for who asked: under the same address others want JSON.
  const complete = whole && !headers['content-type']?.startsWith('text/event-stream')
  Object.assign(headers, cacheHeaders(answer?.cache ?? { scope: 'PRIVATE', maxAge: 0 }, complete))
  return { status: response.status, headers, body: response.body }
}
