import { ownerOf } from '../../contracts/recommendations.ts'

/** Who pages belong to: a profile, as `p7`, or all visitors, `v`. */
export type Owner = `p${number}` | 'v'

/** What the id of a page or a row names. */
export interface PageId {
  readonly owner: Owner
  /** The number of the snapshot among its owner's. */
  readonly snapshot: number
  /** The key of the row; null in the id of a page. */
  readonly row: string | null
}

export function formatPageId(owner: Owner, snapshot: number): string {
  return `${owner}.k${snapshot}`
}

export function formatRowId(owner: Owner, snapshot: number, row: string): string {
  return `${owner}.k${snapshot}.${row}`
}

/** Reads an id; undefined where it is none of ours. */
export function parsePageId(id: string): PageId | undefined {
  const named = ownerOf(id)
  if (named === undefined) return undefined
  const [, snapshot = '', row = null] = id.split('.')
  return { owner: named === 'visitor' ? 'v' : `p${named}`, snapshot: Number(snapshot.slice(1)), row }
}
