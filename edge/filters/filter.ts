import type { Answer } from '../protocol/answer.ts'

/**
 * What a filter that fails of itself does to its request, a throw that is no refusal or a time that is over. `closed`, for what guards: 503
 * `FILTER_FAILED`. `open`, for what decorates: it is as if it had not run.
 */
export type FailMode = 'open' | 'closed'

/** Which requests a filter is for; all that is given must fit. */
export interface When {
  readonly method?: readonly string[]
  /** A path, or with a star at its end every path that begins so. */
  readonly path?: string
  readonly device?: { readonly class?: readonly string[]; readonly id?: readonly string[] }
  /** ISO 3166, two letters. */
  readonly country?: readonly string[]
  /** Headers by name, with their values. */
  readonly header?: Readonly<Record<string, string>>
  /** Of devices, from 0 to 1; a device is in or out for as long as its id is the same. */
  readonly share?: number
}

/**
 * What a filter sees of the body. `buffered`: all of it before it runs, at most `maxBytes`; a longer one of a request is refused, a longer one of an
 * answer is not shown, and the filter fails. `streamed`: each piece as it passes, whoever reads it; a filter may give another in its place.
 */
export type BodyMode<exchange> =
  | { readonly mode: 'buffered'; readonly maxBytes: number }
  | { readonly mode: 'streamed'; onChunk(exchange: exchange, chunk: Uint8Array): Uint8Array | undefined }

interface Placed<exchange> {
  readonly name: string
  readonly failMode: FailMode
  /** Names of filters of its stage that run later, or earlier. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  readonly when?: When
  /** Whether to run, where `when` cannot say it. */
  shouldFilter?(exchange: exchange): boolean
  /** Without it a filter sees nothing of the body. */
  readonly body?: BodyMode<exchange>
  /** How many of it may be under way in this isolate; one beyond fails. */
  readonly maxConcurrent?: number
  /** For what does not answer at once, in milliseconds; without it the request's own deadline counts. */
  readonly timeoutMs?: number
}

/** Runs before the endpoint. An answer ends the inbound stage, a refusal goes to the error stage; the outbound stage runs in any case. */
export interface InboundFilter<exchange> extends Placed<exchange> {
  readonly stage: 'inbound'
  /** `body` is there where the filter has it buffered. */
  apply(exchange: exchange, body?: Uint8Array): Answer | undefined | Promise<Answer | undefined>
}

/** Runs once on every answer, errors included, and changes its headers. */
export interface OutboundFilter<exchange> extends Placed<exchange> {
  readonly stage: 'outbound'
  apply(exchange: exchange, answer: Answer, body?: Uint8Array): void | Promise<void>
}

export type Filter<exchange> = InboundFilter<exchange> | OutboundFilter<exchange>

/** A filter that guards: what it cannot judge does not pass. It says in its type what it needs of an exchange, and sees no more. */
export function guard<exchange>(name: string, apply: InboundFilter<exchange>['apply']): InboundFilter<exchange> {
  return { name, stage: 'inbound', failMode: 'closed', apply }
}

/** A filter that decorates answers: a request is not worse off without it. */
export function decorator<exchange>(name: string, apply: OutboundFilter<exchange>['apply']): OutboundFilter<exchange> {
  return { name, stage: 'outbound', failMode: 'open', apply }
}
