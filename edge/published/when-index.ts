import { bothNeeds, type Need, type NeedField, noNeeds, type RuleNeeds } from '../../filter-rules/rule-needs.ts'
import type { When } from '../filters/filter.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'
import { createValueIndex, type ValueIndex } from './value-index.ts'

/** A published filter, as far as it says which requests it is for. */
export interface Findable {
  readonly when?: When
  /** What its expression needs of a request; a module has none. */
  readonly needs?: RuleNeeds
  /** Headers of the request that it may set or remove, for those after it; `any`: nobody knows which. */
  readonly changes?: 'any' | readonly string[]
}

/** What of a request filters are found by. */
export interface Sought {
  readonly request: { readonly method: string }
  /** Decoded once. */
  readonly path: string
  readonly headers: HeaderReader & Iterable<readonly [string, string]>
  readonly device: { readonly id: string | null; readonly class: string; readonly model: string | null; readonly country: string | null }
}

/** Comes to the positions, in ascending order, of all filters that may be for a request. The list is the index's own. */
export type WhenIndex = (sought: Sought) => readonly number[]

const readers: Readonly<Record<Exclude<NeedField, `header ${string}`>, (sought: Sought) => string | null>> = {
  'device.id': ({ device }) => device.id,
  'device.model': ({ device }) => device.model,
  path: ({ path }) => path,
  'device.country': ({ device }) => device.country,
  'device.class': ({ device }) => device.class,
  method: ({ request }) => request.method,
}
/** Of needs that as many share, the first of these is met by the fewest requests. */
const rarest: readonly string[] = ['device.id', 'header', 'device.model', 'path', 'device.country', 'device.class', 'method']

/** Up to how many headers are asked for by name, where the request has others. */
const fewHeaders = 16

/**
 * Finds, among many filters in their order, those that a request may fit, without a look at each. A filter stands under one of its needs,
 * the one that fewest others share: a request costs a look for each field in use, and grows with the filters that share its values, not
 * with those that do not. Of those it finds, `when` and the expression decide; those it does not find are not for the request.
 */
export function createWhenIndex(filters: readonly Findable[]): WhenIndex {
  const all = filters.map((_, position) => position)
  const needs = needsOf(filters)
  const shared = sharesOf(needs)
  const chosen = new Map<NeedField, { readonly position: number; readonly need: Need }[]>()
  const everywhere: number[] = []
  for (const [position, each] of needs.entries()) {
    const field = [...each.keys()].sort((one, other) => shared(one, each) - shared(other, each) || rankOf(one) - rankOf(other))[0]
    if (field === undefined) {
      everywhere.push(position)
      continue
    }
    const entries = chosen.get(field)
    const entry = { position, need: each.get(field) as Need }
    if (entries === undefined) chosen.set(field, [entry])
    else entries.push(entry)
  }
  const fields: { readonly read: (sought: Sought) => string | null; readonly index: ValueIndex }[] = []
  const headers = new Map<string, ValueIndex>()
  for (const [field, entries] of chosen) {
    const index = createValueIndex(entries.map(({ position, need }) => ({ position, ...need })))
    const header = headerOf(field)
    if (header === undefined) fields.push({ index, read: readers[field as keyof typeof readers] })
    else if (index.findsAbsent) fields.push({ index, read: (sought) => sought.headers.get(header) })
    else headers.set(header, index)
  }

  const named = [...headers].map(([name, index]) => ({ name, index }))

  // What one look has found, numbers alone, so that one that finds nothing makes nothing.
  let one: readonly number[] = everywhere
  let several: number[] | undefined
  const found = (positions: readonly number[]) => {
    if (several !== undefined) several.push(...positions)
    else if (one.length === 0) one = positions
    else several = [...one, ...positions]
  }
  const inOrder = () => several?.sort((one, other) => one - other) ?? one
  return (sought) => {
    // Such a path means one thing to `when` and another to an expression, which sees it in a URL.
    if (sought.path.includes('?')) return all
    one = everywhere
    several = undefined
    for (const { read, index } of fields) index.visit(read(sought), found)
    if (named.length <= fewHeaders) for (const { name, index } of named) index.visit(sought.headers.get(name), found)
    else for (const [name, value] of sought.headers) headers.get(name)?.visit(value, found)
    return inOrder()
  }
}

/** What each filter needs, by `when` and by its expression, whose headers are as the filters before it leave them. */
function needsOf(filters: readonly Findable[]): readonly RuleNeeds[] {
  const changed = new Set<string>()
  let anyChanged = false
  return filters.map(({ when, needs = noNeeds, changes = [] }) => {
    const steady = [...needs].filter(([field]) => {
      const header = headerOf(field)
      return header === undefined || !(anyChanged || changed.has(header))
    })
    if (changes === 'any') anyChanged = true
    else for (const header of changes) changed.add(header)
    return bothNeeds(needsOfWhen(when ?? {}), new Map(steady))
  })
}

function needsOfWhen({ method, path, device, country, header }: When): RuleNeeds {
  const needs = new Map<NeedField, Need>()
  const oneOf = (field: NeedField, exact: readonly string[] | undefined) => {
    if (exact !== undefined) needs.set(field, { exact, prefixes: [], absent: false })
  }
  oneOf('method', method)
  oneOf('device.class', device?.class)
  oneOf('device.id', device?.id)
  oneOf('device.country', country)
  for (const [name, value] of Object.entries(header ?? {})) oneOf(`header ${name.toLowerCase()}`, [value])
  if (path?.endsWith('*')) needs.set('path', { exact: [], prefixes: [path.slice(0, -1)], absent: false })
  else if (path !== undefined) oneOf('path', [path])
  return needs
}

/** How many filters share the value of a need that most of them do; a value that is not there is what most requests share. */
function sharesOf(all: readonly RuleNeeds[]): (field: NeedField, needs: RuleNeeds) => number {
  const counts = new Map<string, number>()
  const keysOf = (field: NeedField, { exact, prefixes }: Need) => [
    ...exact.map((value) => `${field} = ${value}`),
    ...prefixes.map((value) => `${field} ^ ${value}`),
  ]
  for (const needs of all)
    for (const [field, need] of needs) for (const key of keysOf(field, need)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return (field, needs) => {
    const need = needs.get(field) as Need
    return need.absent ? Number.MAX_SAFE_INTEGER : keysOf(field, need).reduce((most, key) => Math.max(most, counts.get(key) ?? 0), 0)
  }
}

const headerOf = (field: NeedField): string | undefined => (field.startsWith('header ') ? field.slice('header '.length) : undefined)
const rankOf = (field: NeedField): number => rarest.indexOf(headerOf(field) === undefined ? field : 'header')
