import { EdgeRefusal } from '../protocol/refusal.ts'
import type { Endpoint } from './endpoint.ts'

/** The endpoints by path: exactly, or by the start of the path, which then ends with a slash. */
export type EndpointTable = Readonly<Record<string, Endpoint>>

/** Makes a finder of the endpoint for a path and a method. It throws where there is none, or where that one does not take the method. */
export function createEndpointFinder(table: EndpointTable): (path: string, method: string) => Endpoint {
  const exact = new Map(Object.entries(table).filter(([path]) => !path.endsWith('/')))
  const prefixes = Object.entries(table).filter(([path]) => path.endsWith('/'))
  return (path, method) => {
    const endpoint = exact.get(path) ?? prefixes.find(([prefix]) => path.startsWith(prefix))?.[1]
    if (endpoint === undefined) throw new EdgeRefusal('NOT_FOUND', 'Cannot find anything at this path')
    if (!endpoint.methods.includes(method)) throw methodNotAllowed(endpoint.methods)
    return endpoint
  }
}

export function methodNotAllowed(methods: readonly string[]): EdgeRefusal {
  const allow = methods.join(', ')
  return new EdgeRefusal('METHOD_NOT_ALLOWED', `Cannot use this method here: ${allow} may be used`, {}, { allow })
}
