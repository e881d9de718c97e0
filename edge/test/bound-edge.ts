import { env } from 'cloudflare:workers'
import { postJson, site } from './test-edge.ts'

interface Bound {
  readonly EDGE: Fetcher
  readonly EDGE_IN_PRODUCTION: Fetcher
  readonly ORIGINS: Fetcher
}

const { EDGE, EDGE_IN_PRODUCTION, ORIGINS } = env as unknown as Bound

/** Asks the edge worker as it is deployed, in an isolate of its own, over fakes of all origins. Each call is a request of its own there. */
export const askEdge = (path: string, init?: RequestInit): Promise<Response> => ask(EDGE, path, init)

/** The same worker with `ENVIRONMENT` as in production. */
export const askInProduction = (path: string, init?: RequestInit): Promise<Response> => ask(EDGE_IN_PRODUCTION, path, init)

/** What an isolate like that of the edge says to code from a string. */
export const whatEvalSays = async (): Promise<string> => (await ORIGINS.fetch(site)).text()

/** Headers of a device that signed in with one of the profiles 1 to 8. */
export async function signedIn(profile: number): Promise<{ readonly authorization: string }> {
  const answer = await askEdge('/session', postJson({ device: { id: `tv-${profile}`, class: 'tv' }, profile }))
  return { authorization: `Bearer ${((await answer.json()) as { token: string }).token}` }
}

/** The address of a query by GET. */
export const queryUrl = (query: string, variables: object = {}): string =>
  `/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify(variables))}`

function ask(edge: Fetcher, path: string, init?: RequestInit): Promise<Response> {
  return edge.fetch(new Request(`${site}${path}`, init))
}
