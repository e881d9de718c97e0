import { EdgeRefusal } from '../protocol/refusal.ts'
import type { Endpoint } from './endpoint.ts'

/** Starts of paths that the edge answers itself: nobody else can have them. */
export const ownPrefixes = ['/artwork/', '/graphiql/', '/ops/', '/play/'] as const

/** The endpoints by path: exactly, or by the start of the path, which then ends with a slash. */
export type EndpointTable = Readonly<Record<string, Endpoint>> & Readonly<Record<(typeof ownPrefixes)[number], Endpoint>>

/** What HTTP origins answer. */
export interface ProxiedPaths {
  readonly endpoint: Endpoint
  /** Whether an origin is registered for a path that nothing of our own answers. */
  serves(path: string): boolean
}

/** What is asked about the edge itself: no origin answers it, and no filter sends it elsewhere. */
const ours = /^\/(?:ops(?:\/.*)?|healthz|readyz)$/s

/**
 * Makes a finder of the endpoint for a path and a method; a request that is routed goes to its origin instead. It throws where there is none, or
 * where that one does not take the method.
 */
export function createEndpointFinder(
  proxied: ProxiedPaths,
  table: EndpointTable,
): (path: string, method: string, routedTo?: string) => Endpoint {
  const exact = new Map(Object.entries(table).filter(([path]) => !path.endsWith('/')))
  const own = (path: string) => exact.get(path) ?? table[ownPrefixes.find((prefix) => path.startsWith(prefix)) ?? '']
  return (path, method, routedTo) => {
    const found = own(path)
    const isProxied = !ours.test(path) && (routedTo !== undefined || (found === undefined && proxied.serves(path)))
    const endpoint = isProxied ? proxied.endpoint : found
    if (endpoint === undefined) throw new EdgeRefusal('NOT_FOUND', 'Cannot find anything at this path')
    if (!endpoint.methods.includes(method)) throw methodNotAllowed(endpoint.methods)
    return endpoint
  }
}

export function methodNotAllowed(methods: readonly string[]): EdgeRefusal {
  const allow = methods.join(', ')
  return new EdgeRefusal('METHOD_NOT_ALLOWED', `Cannot use this method here: ${allow} may be used`, {}, { allow })
}
