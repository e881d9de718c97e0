import { Refusal } from '../../../graph/index.ts'
import { createFilmGraph, type FilmGraph } from '../../../graph/testing/films.ts'
import type { Fetch, FetchInit } from '../send.ts'

/** One request as it came over the wire. */
export interface Sent {
  readonly url: string
  readonly init: FetchInit
  /** The fields of the query or of the body; all but `method` as JSON. */
  readonly fields: Readonly<Record<string, string>>
}

/** A server in memory: the films of the engine's tests behind the wire format of `/model.json`. */
export interface FilmServer extends FilmGraph {
  readonly url: string
  readonly fetch: Fetch
  readonly sent: Sent[]
}

export function createFilmServer(films: FilmGraph = createFilmGraph()): FilmServer {
  const sent: Sent[] = []
  return {
    ...films,
    url: 'https://marquee.test/model.json',
    sent,
    async fetch(url, init) {
      const fields = Object.fromEntries(new URLSearchParams(init.method === 'GET' ? new URL(url).search : init.body))
      sent.push({ url, init, fields })
      try {
        return answer(200, await perform(films, fields))
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown
        return answer(
          thrown.status,
          JSON.stringify({ errors: [{ message: thrown.message, extensions: { code: thrown.code, ...thrown.details } }] }),
        )
      }
    },
  }
}

async function perform({ graph, request }: FilmGraph, fields: Readonly<Record<string, string>>): Promise<string> {
  const value = (name: string) => JSON.parse(fields[name] ?? 'null')
  switch (fields.method) {
    case 'get':
      return (await graph.get(value('paths'), request())).body.text
    case 'set':
      return (await graph.set(value('jsonGraph'), request())).body.text
    default: {
      const call = {
        callPath: value('callPath'),
        arguments: value('arguments'),
        pathSuffixes: value('pathSuffixes'),
        thisPaths: value('paths'),
      }
      return (await graph.call(call, request())).body.text
    }
  }
}

/** An answer as `fetch` gives it. */
export function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Awaited<ReturnType<Fetch>> {
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => headers[name] ?? null },
    text: async () => text,
  }
}
