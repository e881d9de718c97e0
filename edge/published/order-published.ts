import type { FilterDefinition } from '../../filter-sdk/definition-rules.ts'
import { orderFilters } from '../pipeline/order-filters.ts'

interface Placed {
  readonly name: string
  readonly kind: string
  readonly definition: FilterDefinition
}

/**
 * The filters of a stage in the order they run: every `before` and `after` holds that names one which is there, and else rules come first, since they
 * cost no call, then names in the order of the alphabet. Throws a `PipelineError` for a cycle, and two of one name.
 */
export function orderPublished<filter extends Placed>(filters: readonly filter[], stage: FilterDefinition['stage']): readonly filter[] {
  const ofStage = filters.filter(({ definition }) => definition.stage === stage)
  const there = new Set(ofStage.map(({ name }) => name))
  const known = (names: readonly string[] = []) => names.filter((name) => there.has(name))
  const placed = ofStage
    .toSorted((one, other) => compare(other.kind, one.kind) || compare(one.name, other.name))
    .map((filter) => ({
      name: filter.name,
      before: known(filter.definition.before),
      after: known(filter.definition.after),
      filter,
    }))
  return orderFilters(placed).map(({ filter }) => filter)
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
