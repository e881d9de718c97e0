/** What a filter sees of the request. No credentials: `authorization` and cookies are not among the headers. */
export interface FilterRequest {
  readonly method: string
  /** Path and query, as `/graphql?lang=nl`. */
  readonly url: string
  /** By name in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
}

/** Who asks. Null: nobody has signed in, or it is not known. */
export interface FilterDevice {
  readonly id: string | null
  readonly class: string
  readonly model: string | null
  readonly profile: number | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
}

/** The answer as it stands. An outbound filter may change its headers. */
export interface FilterResponse {
  readonly status: number
  /** By name in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
}

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** The answer to a request that goes no further. With `code`, the body is the usual one of errors; `body` is text, or JSON. */
export interface Respond {
  readonly status: number
  readonly code?: string
  readonly message?: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | readonly JsonValue[] | { readonly [key: string]: JsonValue }
}

/** What every filter may do. Changes of the answer's headers are kept until there is an answer. */
export type SharedAction =
  | { readonly setResponseHeader: readonly [name: string, value: string] }
  | { readonly removeResponseHeader: string | readonly [name: string] }
  | { readonly setAttribute: readonly [name: string, value: string | number | boolean] }
  | { readonly respond: Respond }
  | { readonly redirect: { readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string } }

/** What only an inbound filter may do: afterwards the request is past. */
export type InboundAction =
  | SharedAction
  | { readonly setRequestHeader: readonly [name: string, value: string] }
  | { readonly removeRequestHeader: string | readonly [name: string] }
  | { readonly route: { readonly origin: string } | { readonly version: string } }

/** One thing a filter wants done. They are applied in their order, and `respond` or `redirect` ends the stage. */
export type Action = InboundAction

/** Which requests a filter is for; all that is given must fit. */
export interface FilterWhen {
  readonly method?: readonly string[]
  /** A path, or with a star at its end every path that begins so. */
  readonly path?: string
  readonly device?: { readonly class?: readonly string[] }
  /** ISO 3166-1 alpha-2. */
  readonly country?: readonly string[]
  /** Headers by name, with their values. */
  readonly header?: { readonly [name: string]: string }
  /** Of devices, from 0 to 1. */
  readonly share?: number
}

interface Placed {
  /** `closed`: a request that this filter fails on is answered 503. `open`: it goes on as if the filter were not there. */
  readonly failMode: 'open' | 'closed'
  /** Names of filters of its stage that run later, or earlier. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  readonly when?: FilterWhen
}

/** What an inbound filter judges by. */
export interface InboundInput {
  readonly request: FilterRequest
  readonly device: FilterDevice
  readonly response: undefined
}

/** What an outbound filter judges by. */
export interface OutboundInput {
  readonly request: FilterRequest
  readonly device: FilterDevice
  readonly response: FilterResponse
}

/** Runs before the endpoint. */
export interface InboundFilter extends Placed {
  readonly stage: 'inbound'
  /** Whether to run, where `when` cannot say it. */
  shouldFilter?(input: InboundInput): boolean
  apply(input: InboundInput): readonly InboundAction[] | undefined
}

/** Runs on every answer. */
export interface OutboundFilter extends Placed {
  readonly stage: 'outbound'
  shouldFilter?(input: OutboundInput): boolean
  apply(input: OutboundInput): readonly SharedAction[] | undefined
}

/** A request and the actions that the filter must come to; what an action holds besides is not compared. What is left out has a plain value. */
export interface Fixture {
  readonly name?: string
  readonly request?: Partial<FilterRequest>
  readonly device?: Partial<FilterDevice>
  readonly response?: Partial<FilterResponse>
  readonly actions?: readonly object[]
}

/** Declares a filter: the default export of its module. Data in, verdict out, at once: there is no network, no clock and nothing to wait for. */
export function defineFilter(filter: InboundFilter | OutboundFilter): InboundFilter | OutboundFilter {
  return filter
}
