import { EdgeRefusal } from '../protocol/refusal.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'
import { guard } from './filter.ts'

interface Addressed {
  readonly url: URL
  readonly headers: HeaderReader
}

/** All that a host header may say. The platform puts it before the path, and what else stood in it would be read as the start of one. */
const nameAndPort = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i

/**
 * Refuses requests for hosts that are not ours: addresses in answers stand on the host that was asked for. `hosts` are names without ports, with a
 * star in front for all below one: `*.example.com`. Without any, whatever the platform routes here is ours.
 */
export function allowHosts(hosts: readonly string[]) {
  const exact = new Set(hosts.filter((host) => !host.startsWith('*.')))
  const below = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(1))
  return guard<Addressed>('allow-hosts', ({ url: { hostname }, headers }) => {
    const host = headers.get('host')
    if (host !== null && !nameAndPort.test(host))
      throw new EdgeRefusal('BAD_URL', 'Cannot read this host: it is no name with a port', { position: 'host' }, { connection: 'close' })
    if (hosts.length === 0 || exact.has(hostname) || below.some((suffix) => hostname.endsWith(suffix))) return undefined
    throw new EdgeRefusal('MISDIRECTED_HOST', 'Cannot answer for this host', {}, { connection: 'close' })
  })
}
