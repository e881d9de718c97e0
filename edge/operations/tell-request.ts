import type { Exchange } from '../exchange.ts'
import { inertText } from '../telemetry/inert-text.ts'
import type { TraceRecord } from '../telemetry/trace-record.ts'

/** Headers that say what was asked, and not by whom. Clients name themselves by the last four. */
const toldHeaders = [
  ...['accept', 'accept-language', 'content-type', 'user-agent', 'origin'],
  ...['apollographql-client-name', 'apollographql-client-version', 'graphql-client-name', 'graphql-client-version'],
]
const toldParameters = ['method', 'operationName', 'documentId'].map((name) => ({ name, leading: `?${name}=`, following: `&${name}=` }))
const maxLength = 200
const noAttributes = {}

/** What is kept of a request, given its answer. Told in full where `explained` is: else without headers, parameters, filters and plan. */
export function tellRequest(
  { trace, request, url, path, headers, device, category, refused, degraded, cache, calls, attributes }: Exchange,
  { status, micros, at }: { readonly status: number; readonly micros: number; readonly at: number },
  explained: Exchange['explained'],
  debug: readonly string[],
): TraceRecord {
  return {
    trace,
    at,
    method: request.method,
    path: toldPath(path, device.pseudonym !== null),
    query: explained === undefined ? {} : parametersOf(url.search),
    headers: explained === undefined ? {} : headersOf(headers),
    device: { class: device.class, model: device.model, country: device.country, profile: device.pseudonym },
    status,
    category,
    refused: refused ?? null,
    micros,
    degraded: [...degraded],
    cache: cache ?? null,
    attributes: attributes.size === 0 ? noAttributes : Object.fromEntries(attributes),
    debug,
    filters: explained?.filters ?? [],
    plan: explained?.plan ?? null,
    origins: calls.records,
  }
}

/** What stands under these holds nothing of anybody's; which poster a member was shown is the member's own. */
const whole = /^\/[\w.-]{0,32}$/
const poster = /^\/artwork\/\d+\/[a-z]+\/\d+\.svg$/
const first = /^\/[\w.-]{1,32}(?=\/)/

/** A path is told by its first segment: a playback address is a permission, and of what nobody answers nobody knows what it holds. */
export function toldPath(path: string, isMembers: boolean): string {
  return whole.test(path) || (!isMembers && poster.test(path)) ? path : `${first.exec(path)?.[0] ?? ''}/…`
}

function parametersOf(search: string): Record<string, string> {
  const told: Record<string, string> = {}
  if (search === '') return told
  for (const { name, leading, following } of toldParameters) {
    const at = search.startsWith(leading) ? 0 : search.indexOf(following)
    if (at < 0) continue
    const start = at + leading.length
    const end = search.indexOf('&', start)
    told[name] = search.slice(start, end < 0 ? start + maxLength : Math.min(end, start + maxLength))
  }
  return told
}

function headersOf(headers: Exchange['headers']): Record<string, string> {
  const told: Record<string, string> = {}
  for (const name of toldHeaders) {
    const value = headers.get(name)
    if (value !== null) told[name] = inertText(value.length > maxLength ? value.slice(0, maxLength) : value)
  }
  return told
}
