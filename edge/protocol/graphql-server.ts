import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga'
import type { GraphQLAnswer } from '../../graph/index.ts'
import type { GraphqlParams } from './graphql-request.ts'
import { createKnownDocuments, type KnownDocument } from './known-documents.ts'
import { EdgeRefusal, overLimit } from './refusal.ts'

/** One operation on its way through the protocol; made anew for each request. */
export interface GraphqlCall {
  readonly params: GraphqlParams
  /** Runs the operation in the graph. */
  execute(operation: {
    document: DocumentNode
    operationName: string | undefined
    variables: Readonly<Record<string, unknown>> | undefined
  }): Promise<GraphQLAnswer>
  /** What the graph answered; undefined until then. */
  answer: GraphQLAnswer | undefined
  /** What ended the request before its operation could be answered: for the error stage. */
  thrown: unknown
}

export interface GraphqlServer {
  /** Answers as GraphQL over HTTP says. Throws what is no business of the protocol: refusals and bugs. */
  answer(request: Request, call: GraphqlCall): Promise<Response>
  /** Whether the operation writes. What cannot be read does not: answering it says why. */
  isMutation(params: GraphqlParams): boolean
  /** Answers the introspection fields of a document; every other field is null. */
  introspect(document: DocumentNode, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult>
}

export interface GraphqlServerOptions {
  /** The SDL, as text or parsed. */
  readonly schema: DocumentNode
  /** Throws for a document over a limit of the graph. */
  checkDocument(document: DocumentNode): void
  readonly maxTokens: number
  readonly maxErrors: number
  readonly knownDocuments: number
  readonly knownDocumentChars: number
}

interface ServerContext {
  readonly call: GraphqlCall
}

const invalidOperation = { status: 400, spec: true }

/** Puts graphql-yoga before the graph: it brings the protocol, the graph answers. Isolate scope: holds compiled things only. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const schema = buildASTSchema(options.schema, { assumeValidSDL: true })
  const known = createKnownDocuments(options.knownDocuments, options.knownDocumentChars)
  const ofDocument = new WeakMap<DocumentNode, KnownDocument>()

  const find = (source: string): KnownDocument => {
    let found = known.find(source)
    if (found === undefined) {
      const document = parseWithin(source, options.maxTokens)
      options.checkDocument(document)
      found = { document, valid: false }
      known.add(source, found)
      ofDocument.set(document, found)
    }
    return found
  }

  const read = (call: GraphqlCall, source: string, method: string): DocumentNode => {
    const found = find(source)
    if (method === 'GET' && getOperationAST(found.document, call.params.operationName)?.operation === 'mutation')
      throw new EdgeRefusal('METHOD_NOT_ALLOWED', 'Cannot use GET for a mutation: send it by POST', {}, { allow: 'POST' })
    return found.document
  }

  const run = async (call: GraphqlCall, document: DocumentNode): Promise<ExecutionResult> => {
    const { operationName, variables } = call.params
    call.answer = await keepRejected(call, () => call.execute({ document, operationName, variables }))
    return protocolResult(call.answer.result)
  }

  const protocol: Plugin<ServerContext> = {
    onRequestParse({ setRequestParser, serverContext }) {
      const { call } = serverContext as unknown as ServerContext
      setRequestParser(() => ({ ...call.params }) as GraphQLParams)
    },
    onParse({ context, setParseFn }) {
      const { call, request } = context as unknown as ServerContext & { request: Request }
      setParseFn((source) => keepThrown(call, () => read(call, String(source), request.method)))
    },
    onValidate({ setValidationFn }) {
      setValidationFn((_schema: typeof schema, document: DocumentNode, rules = specifiedRules) => {
        const found = ofDocument.get(document)
        if (found?.valid === true) return []
        const errors = validate(schema, document, rules, { maxErrors: options.maxErrors })
        if (errors.length === 0 && found !== undefined) found.valid = true
        // The validator adds one more, which says that it gave up.
        return errors.slice(0, options.maxErrors)
      })
    },
    onExecute({ args, context, setExecuteFn }) {
      const { call } = context as unknown as ServerContext
      setExecuteFn(() => run(call, args.document))
    },
    /**
     * Where a source of subscriptions plugs in: it gives an `AsyncIterable` of results, and the protocol sends each as an event. There is none
     * yet (docs/decisions/020-subscriptions.md), so the graph is asked as ever and says that it serves no operation of this kind.
     */
    onSubscribe({ args, context, setSubscribeFn }) {
      const { call } = context as unknown as ServerContext
      setSubscribeFn(() => run(call, args.document))
    },
  }

  const yoga = createYoga<ServerContext>({
    schema,
    plugins: [protocol],
    graphqlEndpoint: '/graphql',
    fetchAPI: { Request, Response, Headers, ReadableStream, TransformStream, TextEncoder, TextDecoder, URL, URLSearchParams },
    maskedErrors: { maskError },
    // What the edge does itself, or does not want: its limits come before, its headers after.
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
  })

  return {
    async answer(request, call) {
      const response = await yoga.handleRequest(request, { call })
      if (call.thrown !== undefined) throw call.thrown
      if (response.status === 406)
        throw new EdgeRefusal('NOT_ACCEPTABLE', 'Cannot answer in a media type that you accept: JSON in UTF-8 is there')
      return isEventStream(response.headers) ? wholeEvents(response) : response
    },
    isMutation({ query, operationName }) {
      try {
        return getOperationAST(find(query).document, operationName)?.operation === 'mutation'
      } catch {
        return false
      }
    },
    introspect: async (document, variables) => execute({ schema, document, variableValues: variables }),
  }
}

const isEventStream = (headers: Headers) => headers.get('content-type')?.startsWith('text/event-stream') === true

/**
 * The events of an operation that has one result, as one body: no stream, and no timer that keeps it awake, outlives its request. Headers
 * about the connection are the platform's business.
 */
async function wholeEvents(response: Response): Promise<Response> {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(await response.text(), { status: response.status, headers })
}

function parseWithin(source: string, maxTokens: number): DocumentNode {
  try {
    return parse(source, { maxTokens })
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes(`more than ${maxTokens} tokens`))
      throw overLimit('DOCUMENT_LIMIT', 'tokens', maxTokens, maxTokens + 1)
    throw error
  }
}

/** Remembers a throw that is no GraphQL error before the protocol turns it into one. */
function keepThrown<value>(call: GraphqlCall, act: () => value): value {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof GraphQLError)) call.thrown ??= error
    throw error
  }
}

async function keepRejected<value>(call: GraphqlCall, act: () => Promise<value>): Promise<value> {
  try {
    return await act()
  } catch (error) {
    call.thrown ??= error
    throw error
  }
}

/** Without `data` the operation was not run: variables that do not fit, an operation that is not there. The status depends on the media type. */
function protocolResult(result: GraphQLAnswer['result']): ExecutionResult {
  if ('data' in result || result.errors === undefined) return result as unknown as ExecutionResult
  return {
    errors: result.errors.map(
      ({ message, extensions }) => new GraphQLError(message, { extensions: { ...extensions, http: invalidOperation } }),
    ),
  }
}

/** The graph has masked its own errors; what is left beside those of the protocol is a bug. */
function maskError(error: unknown): Error {
  if (!(error instanceof Error) || (error instanceof GraphQLError && error.originalError === undefined)) return error as Error
  return new GraphQLError('Something went wrong', { extensions: { code: 'INTERNAL', http: { status: 500 } } })
}
