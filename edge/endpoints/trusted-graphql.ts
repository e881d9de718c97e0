import type { Graph, GraphQLAnswer, GraphRequest } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import type { PublicAnswer, PublicAnswers } from '../cache/public-answers.ts'
import type { Purges } from '../cache/purges.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'
import { cacheHeaders } from '../protocol/cache-control.ts'
import { cacheTagsOf } from '../protocol/cache-tags.ts'
import { clientOf } from '../protocol/client-name.ts'
import { etagOf, hasAlready } from '../protocol/etag.ts'
import type { GraphqlMediaType } from '../protocol/graphql-media-type.ts'
import type { TrustedParams } from '../protocol/graphql-request.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { TrustedDocument } from '../protocol/trusted-documents.ts'
import type { FieldUsage } from '../telemetry/field-usage.ts'
import type { AnswerOnce } from './answer-once.ts'
import { tellPlan } from './tell-plan.ts'

export interface TrustedGraphqlOptions {
  readonly graph: Graph<OpenContext, PersonalContext>
  graphRequest(exchange: Exchange): GraphRequest<OpenContext, PersonalContext>
  readonly answerOnce: AnswerOnce
  readonly purges: Purges
  readonly usage: FieldUsage
  /** Where answers that are the same for everybody are kept; undefined: nowhere. */
  readonly publicAnswers: PublicAnswers | undefined
  /** Epoch milliseconds. */
  readonly now: () => number
}

export type AnswerTrusted = (
  exchange: Exchange,
  trusted: TrustedDocument,
  params: TrustedParams,
  mediaType: GraphqlMediaType,
) => Promise<Answer>

/** Answers trusted documents: the devices' way to GraphQL, past parser, validator and the protocol's library. */
export function answerTrusted({
  graph,
  graphRequest,
  answerOnce,
  purges,
  usage,
  publicAnswers,
  now,
}: TrustedGraphqlOptions): AnswerTrusted {
  /** The documents that have had a public answer here: only for these a look into the cache is worth its time. */
  const everPublic = new Set<string>()

  return async (exchange, trusted, { operationName, variables }, mediaType) => {
    const { request, url, degraded } = exchange
    const isGet = request.method === 'GET'
    if (isGet && trusted.isMutation)
      throw new EdgeRefusal('METHOD_NOT_ALLOWED', 'Cannot use GET for a mutation: send it by POST', {}, { allow: 'POST' })
    const learning = purges.refresh()
    if (learning !== undefined) await learning
    const ask = async () => {
      const answered = await graph.execute(
        { document: trusted.document, operationName, variables },
        { ...graphRequest(exchange), audience: url.origin },
      )
      usage.count(clientOf(exchange.headers), answered.fields?.() ?? [])
      tellPlan(exchange, answered)
      return answered
    }

    if (trusted.isMutation) {
      let result: GraphQLAnswer['result'] | undefined
      const answer = async () => {
        const answered = await ask()
        result = answered.result
        return toAnswer(answered, mediaType)
      }
      const substance = { documentId: trusted.id, operationName, variables }
      return answerOnce(exchange, { substance, answer, ran: () => result !== undefined && 'data' in result })
    }
    if (!isGet) return toAnswer(await ask(), mediaType)

    // Also who is signed in may have it: nothing in a public answer depends on who asks.
    const key = () => keyOf([mediaType, url.origin, trusted.id, operationName ?? '', JSON.stringify(variables ?? {})])
    const kept = everPublic.has(trusted.id) ? await publicAnswers?.find(key()) : undefined
    if (kept !== undefined) {
      exchange.cache = 'hit'
      return fromKept(kept, request, now())
    }
    const madeAt = now()
    const answered = await ask()
    const isPublic = answered.cache.scope === 'PUBLIC' && answered.cache.maxAge > 0 && degraded.size === 0
    if (!isPublic || !('data' in answered.result)) return toAnswer(answered, mediaType, degraded.size === 0)
    everPublic.add(trusted.id)
    exchange.cache = 'miss'
    const { bytes: body } = answered.body
    const made: PublicAnswer = {
      body,
      contentType: contentTypes[mediaType],
      etag: await etagOf(body),
      maxAge: Math.floor(answered.cache.maxAge),
      tags: cacheTagsOf(answered.entities?.() ?? new Map()),
      madeAt,
    }
    if (publicAnswers !== undefined) exchange.waitUntil(publicAnswers.keep(key(), made))
    return fromKept(made, request, madeAt)
  }
}

const keyOf = (parts: readonly string[]) => parts.map(encodeURIComponent).join('/')

const contentTypes: Readonly<Record<GraphqlMediaType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
}

function toAnswer(answered: GraphQLAnswer, mediaType: GraphqlMediaType, complete = false): Answer {
  const { result, body, cache } = answered
  return {
    status: 'data' in result || mediaType === 'application/json' ? 200 : 400,
    headers: { 'content-type': contentTypes[mediaType], ...cacheHeaders(cache, complete && result.errors === undefined) },
    body: body.content,
  }
}

/** A public answer with all that caches want to know; without its body for a device that has it. */
function fromKept({ body, contentType, etag, maxAge, tags, madeAt }: PublicAnswer, { headers }: Request, now: number): Answer {
  const cached = {
    etag,
    ...cacheHeaders({ scope: 'PUBLIC', maxAge }, true),
    age: String(Math.max(0, Math.floor((now - madeAt) / 1_000))),
    'cache-tag': tags.join(),
    vary: 'accept',
  }
  if (hasAlready(headers, etag)) return { status: 304, headers: cached, body: null }
  return { status: 200, headers: { 'content-type': contentType, ...cached }, body }
}
