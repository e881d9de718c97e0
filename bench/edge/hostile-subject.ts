import { parse } from 'graphql/language'
import { edgeLimits } from '../../edge/config/limits.ts'
import { type GraphqlOptions, graphqlEndpoint } from '../../edge/endpoints/graphql.ts'
import { type Edge, serve } from '../../edge/serve.ts'
import { createFieldUsage } from '../../edge/telemetry/field-usage.ts'
import { checkDocument } from '../../graph/index.ts'
import { type HostileDocument, hostileDocuments, ordinaryDocument } from '../hostile/documents.ts'
import { type Calls, createHostileGraph, sdl } from '../hostile/hostile-graph.ts'
import type { Verdict } from '../hostile/verdict.ts'
import type { Subject } from '../measure/subject.ts'
import { bareEdge } from './bare-edge.ts'

const encoder = new TextEncoder()
const graph = createHostileGraph()
const calls: Calls = { count: 0 }

const edgeOf = (local: boolean) =>
  bareEdge(
    graphqlEndpoint({
      usage: createFieldUsage(1, () => 0),
      trusted: { find: () => undefined },
      answerTrusted: () => Promise.reject(new Error('there is no trusted document')),
      graph: graph as unknown as GraphqlOptions['graph'],
      schema: parse(sdl),
      checkDocument: (document) => checkDocument(document, graph.limits),
      limits: edgeLimits,
      local,
      graphRequest: ({ signal }) =>
        ({ signal, contexts: () => ({ open: calls, personal: calls }), showBugs: false }) as unknown as ReturnType<
          GraphqlOptions['graphRequest']
        >,
      answerOnce: (_exchange, write) => write.answer(),
    }),
  )

const local = edgeOf(true)
const production = edgeOf(false)

/** The protocol of the edge under hostile GraphQL: tasks are the names of inputs, answers are verdicts. */
export const subject: Subject = {
  prepare(task) {
    if (task === ordinaryDocument(0).name) return (turn) => send(local, prepared(ordinaryDocument(turn)))
    const input = hostileDocuments.find(({ name }) => name === task)
    if (input === undefined) throw new RangeError(`Cannot prepare "${task}": there is no such input`)
    const ready = prepared(input)
    return () => send(input.production === true ? production : local, ready)
  },
}

/** Its body as bytes: making them is the device's work. */
function prepared({ body, ...input }: HostileDocument): HostileDocument {
  if (body === undefined) return input
  return { ...input, body: typeof body === 'string' ? encoder.encode(body) : body }
}

const filler = encoder.encode('x'.repeat(65_536))

/** The body, and after it as many chunks as are wanted, made when somebody reads them. */
function bodyOf({ body, chunks }: HostileDocument): RequestInit {
  if (body === undefined) return {}
  if (chunks === undefined) return { body }
  let left = chunks
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(body as Uint8Array),
    pull: (controller) => (left-- > 0 ? controller.enqueue(filler.slice()) : controller.close()),
  })
  // Needed by Node for a body that is a stream; elsewhere it means nothing.
  return { body: stream, duplex: 'half' } as RequestInit
}

async function send(edge: Edge, input: HostileDocument): Promise<Uint8Array> {
  const { name, method, query, headers } = input
  calls.count = 0
  const request = new Request(`https://edge.test/graphql${query}`, { method, headers, ...bodyOf(input) })
  const answer = await serve(edge, request, { waitUntil() {} })
  const text = await answer.text()
  if (answer.status >= 500) throw new Error(`"${name}" came to ${answer.status}: ${text}`)
  const { errors } = JSON.parse(text) as { errors?: readonly { extensions: { code: string } }[] }
  const refused = errors?.[0]?.extensions.code
  return encoder.encode(JSON.stringify({ ...(refused !== undefined && { refused }), calls: calls.count } satisfies Verdict))
}
