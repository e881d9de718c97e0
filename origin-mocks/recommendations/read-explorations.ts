import type { ExplorationSlice } from '../../contracts/ranking-rules.ts'
import type { KeptExploration } from './sql-explorations.ts'
import type { Explorer } from './sql-explorers.ts'

/** Where explorations are read from. */
export interface ExplorationSources {
  explorersAfter(number: number, limit: number): Promise<readonly Explorer[]>
  explorationsOf(owner: string, after: number, limit: number): Promise<readonly KeptExploration[]>
  /** For one that has none left. */
  forgetExplorer(owner: string): Promise<void>
}

/** So many owners are looked at for one answer: it may be shorter than asked for, and still not be the last. */
const ownersAtOnce = 20

/**
 * Explorations of all owners, one owner after the other, from where `cursor` left off: `OWNER.EXPLORATION`, both numbers of the store.
 * Undefined where it is no cursor.
 */
export async function readExplorations(
  sources: ExplorationSources,
  cursor: string | null,
  limit: number,
): Promise<ExplorationSlice | undefined> {
  const from = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor ?? '0.0')
  if (from === null) return undefined
  let [owner, after] = [Number(from[1]), Number(from[2])]
  const explorations: ExplorationSlice['explorations'][number][] = []
  // The one that was left in the middle comes again.
  const owners = await sources.explorersAfter(after > 0 ? owner - 1 : owner, ownersAtOnce)
  for (const explorer of owners) {
    if (explorer.number !== owner) after = 0
    owner = explorer.number
    const left = limit - explorations.length
    const found = await sources.explorationsOf(explorer.owner, after, left)
    if (found.length === 0 && after === 0) await sources.forgetExplorer(explorer.owner)
    for (const { number: _, snapshot, ...rest } of found) explorations.push({ page: `${explorer.alias}.k${snapshot}`, ...rest })
    after = found.at(-1)?.number ?? after
    if (found.length === left) return { explorations, next: `${owner}.${after}` }
  }
  return { explorations, next: owners.length < ownersAtOnce ? null : `${owner}.${after}` }
}
