import { buildSchema, parse, validate } from 'graphql'
import { checkDocument, type GraphQLAnswer, type GraphRequest, Refusal } from '../index.ts'
import { createFilmGraph, type FilmContext, type FilmGraph, filmSchema } from './films.ts'

/** A parsed JSON Graph envelope. */
export interface Envelope {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any part of it
  readonly jsonGraph: any
  readonly paths: readonly unknown[]
  readonly invalidated?: readonly unknown[]
}

/** Speaks both languages to a film graph of its own, as the edge would: documents are checked and validated before they run. */
export interface FilmClient extends FilmGraph {
  get(paths: unknown, overrides?: Overrides): Promise<Envelope>
  /** Just the graph as text, so that the order of keys counts. */
  graphOf(...paths: readonly unknown[]): Promise<string>
  set(envelope: unknown, overrides?: Overrides): Promise<Envelope>
  call(callPath: unknown, args?: unknown, rest?: { pathSuffixes?: unknown; thisPaths?: unknown }, overrides?: Overrides): Promise<Envelope>
  query(document: string, variables?: Readonly<Record<string, unknown>>, overrides?: Overrides): Promise<GraphQLAnswer['result']>
}

type Overrides = Partial<GraphRequest<FilmContext, FilmContext>>

const validation = buildSchema(filmSchema)

export function createFilmClient(films: FilmGraph = createFilmGraph()): FilmClient {
  const { graph, request } = films
  return {
    ...films,
    get: async (paths, overrides) => JSON.parse((await graph.get(paths, request(overrides))).body.text),
    async graphOf(...paths) {
      const { text } = (await graph.get(paths, request())).body
      return text.slice('{"jsonGraph":'.length, text.lastIndexOf(',"paths":'))
    },
    set: async (envelope, overrides) => JSON.parse((await graph.set(envelope, request(overrides))).body.text),
    call: async (callPath, args, rest = {}, overrides = {}) =>
      JSON.parse((await graph.call({ callPath, arguments: args, ...rest }, request(overrides))).body.text),
    async query(text, variables = {}, overrides = {}) {
      const document = parse(text)
      checkDocument(document, graph.limits)
      const [invalid] = validate(validation, document)
      if (invalid !== undefined) throw invalid
      return (await graph.execute({ document, variables }, request(overrides))).result
    },
  }
}

/** What a refused operation was refused with. Throws where it was answered. */
export async function refusalOf(
  operation: Promise<unknown>,
): Promise<{ code: string; status: number } & Readonly<Record<string, unknown>>> {
  try {
    await operation
  } catch (thrown) {
    if (thrown instanceof Refusal) return { code: thrown.code, status: thrown.status, ...thrown.details }
    throw thrown
  }
  throw new Error('It was answered')
}
