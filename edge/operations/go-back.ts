import type { FilterState } from '../published/filter-set.ts'
import type { By, FilterTables, LiveName } from './filter-tables.ts'

/**
 * Takes a canary out of devices' way, or else the active revision, for the one that was active before. `state` is what becomes of the one that goes. Comes
 * to what is left.
 */
export function goBack(
  { note, setLive, activeBefore }: FilterTables,
  { name, active, canary }: LiveName,
  state: FilterState,
  by: By,
): { readonly revision: string | null; readonly state: FilterState } {
  if (canary !== null) {
    note(state, name, canary, by)
    setLive({ name, current: active ?? canary, active })
    return { revision: active, state: active === null ? 'off' : 'active' }
  }
  if (active === null) return { revision: null, state: 'off' }
  note(state, name, active, by)
  const before = activeBefore(name, active)
  setLive({ name, current: before ?? active, active: before ?? null })
  if (before === undefined) return { revision: null, state: 'off' }
  note('active', name, before, by)
  return { revision: before, state: 'active' }
}
