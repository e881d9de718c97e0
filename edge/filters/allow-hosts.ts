import { EdgeRefusal } from '../protocol/refusal.ts'
import { guard } from './filter.ts'

/**
 * Refuses requests for hosts that are not ours: addresses in answers stand on the host that was asked for. `hosts` are names without ports, with a
 * star in front for all below one: `*.example.com`. Without any, whatever the platform routes here is ours.
 */
export function allowHosts(hosts: readonly string[]) {
  const exact = new Set(hosts.filter((host) => !host.startsWith('*.')))
  const below = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(1))
  return guard<{ readonly url: URL }>('allow-hosts', ({ url: { hostname } }) => {
    if (hosts.length === 0 || exact.has(hostname) || below.some((suffix) => hostname.endsWith(suffix))) return undefined
    throw new EdgeRefusal('MISDIRECTED_HOST', 'Cannot answer for this host', {}, { connection: 'close' })
  })
}
