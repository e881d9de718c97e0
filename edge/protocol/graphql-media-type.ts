import { EdgeRefusal } from './refusal.ts'
import type { HeaderReader } from './request-headers.ts'

/** The media types of GraphQL over HTTP, 4.1: the older one answers a request that was not run with 200, the newer with 400. */
export type GraphqlMediaType = 'application/json' | 'application/graphql-response+json'

const meanings: Readonly<Record<string, GraphqlMediaType | 'events'>> = {
  '*/*': 'application/json',
  'application/*': 'application/json',
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/json': 'application/json',
  'text/event-stream': 'events',
}

/** The media types that a device accepts, in its order. Refuses where none of them can be given: an answer is JSON or events, in UTF-8. */
export function acceptedMediaTypes(headers: HeaderReader): readonly (GraphqlMediaType | 'events')[] {
  const accept = headers.get('accept')
  if (accept === null) return noPreference
  const simple = Object.hasOwn(meanings, accept) ? meanings[accept] : undefined
  if (simple !== undefined) return [simple]
  const accepted = accept
    .replace(/\s/g, '')
    .toLowerCase()
    .split(',')
    .flatMap((range) => {
      const [type = '', ...parameters] = range.split(';')
      const meaning = Object.hasOwn(meanings, type) ? meanings[type] : undefined
      const isUtf8 = parameters.every((parameter) => !parameter.startsWith('charset=') || parameter === 'charset=utf-8')
      return meaning !== undefined && isUtf8 && !parameters.includes('q=0') ? [meaning] : []
    })
  if (accepted.length === 0) throw notAcceptable('JSON in UTF-8 is there, as one answer or as events')
  return accepted
}

const noPreference = ['application/json'] as const

/** The media type of an answer that is one piece of JSON, of those that a device accepts. */
export function mediaTypeOfAnswer(accepted: readonly (GraphqlMediaType | 'events')[]): GraphqlMediaType {
  const found = accepted.find((type) => type !== 'events')
  if (found === undefined) throw notAcceptable('JSON in UTF-8 is there')
  return found
}

function notAcceptable(offer: string): EdgeRefusal {
  return new EdgeRefusal('NOT_ACCEPTABLE', `Cannot answer in a media type that you accept: ${offer}`)
}
