import type { Filter } from '../filters/filter.ts'

/** A set of filters that cannot run. The message says which filters, and why. */
export class PipelineError extends Error {
  override readonly name = 'PipelineError'
}

type Placed = Pick<Filter<never>, 'name' | 'before' | 'after'>

/**
 * Puts the filters of one stage in an order that holds every `before` and `after`, and else the order they are given in (Kahn, 'Topological
 * Sorting of Large Networks', 1962, the first that is ready each time). Throws a `PipelineError` for two of one name, a name that is not
 * there, and a cycle.
 */
export function orderFilters<filter extends Placed>(filters: readonly filter[]): readonly filter[] {
  const byName = new Map<string, filter>()
  for (const filter of filters) {
    if (byName.has(filter.name)) throw new PipelineError(`two filters are named '${filter.name}'`)
    byName.set(filter.name, filter)
  }
  const waitsFor = new Map<string, Set<string>>(filters.map(({ name }) => [name, new Set()]))
  const mustBeThere = (name: string, by: string) => {
    if (!byName.has(name)) throw new PipelineError(`filter '${by}' names '${name}', which is not in its stage`)
  }
  for (const { name, before = [], after = [] } of filters) {
    for (const other of before) {
      mustBeThere(other, name)
      waitsFor.get(other)?.add(name)
    }
    for (const other of after) {
      mustBeThere(other, name)
      waitsFor.get(name)?.add(other)
    }
  }
  const ordered: filter[] = []
  const left = new Set(filters)
  while (left.size > 0) {
    const next = [...left].find(({ name }) => waitsFor.get(name)?.size === 0)
    if (next === undefined) throw new PipelineError(`filters wait for each other: ${cycleOf([...left], waitsFor)}`)
    ordered.push(next)
    left.delete(next)
    for (const waiting of waitsFor.values()) waiting.delete(next.name)
  }
  return ordered
}

function cycleOf(left: readonly Placed[], waitsFor: ReadonlyMap<string, ReadonlySet<string>>): string {
  const trail: string[] = []
  let name = left[0]?.name ?? ''
  while (!trail.includes(name)) {
    trail.push(name)
    name = [...(waitsFor.get(name) ?? [])][0] ?? ''
  }
  return [...trail.slice(trail.indexOf(name)), name].join(' after ')
}
