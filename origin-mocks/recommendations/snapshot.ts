import type { ExploredSlot } from '../../contracts/ranking.ts'
import type { RowKind } from '../../contracts/row-kind.ts'
import { limits } from './limits.ts'
import type { OpenExploration } from './sql-explorations.ts'
import type { Width } from './widths.ts'

/** A page as it was built, without the ids that follow from where it is kept. */
export interface PageContent {
  readonly billboard: number | null
  readonly rows: readonly { readonly key: string; readonly kind: RowKind; readonly heading: string; readonly titles: readonly number[] }[]
  readonly degraded: readonly string[]
  /** How it came about, in words for operators; absent in pages from before that was kept. */
  readonly made?: readonly string[]
}

/** A page that was kept. */
export interface Snapshot {
  readonly number: number
  readonly content: PageContent
}

/** A page to keep, and what it was made from. */
export interface SnapshotDraft {
  readonly width: Width['name']
  /** Equal stamps mean an equal page; null when something was missing, so that it is not taken again. */
  readonly stamp: string | null
  /** Of the history that it was built from; null where there was none. */
  readonly version: number | null
  /** Null when the history was not to be had and never was before. */
  readonly kind: 'adult' | 'child' | null
  readonly model: string | null
  readonly content: PageContent
  /** The slots on it that were tried. */
  readonly explored: readonly ExploredSlot[]
  /** The titles that were tried before and have been watched or rated since, and when. */
  readonly taken: readonly OpenExploration[]
}

/** What is known of an owner before a page is built. */
export interface LastSnapshot {
  readonly snapshot: (Snapshot & { readonly stamp: string; readonly at: number }) | null
  /** What kind of profile it last was. */
  readonly kind: 'adult' | 'child' | null
  /** The titles that were tried and may still be taken. */
  readonly tried: readonly OpenExploration[]
}

/** The snapshots of one owner. Times are epoch milliseconds. */
export interface SnapshotStore {
  /** The last page for this width that had a stamp. */
  last(width: Width['name'], now: number): Promise<LastSnapshot>
  /**
   * Keeps a page, drops those that are gone, and answers its number; null, and nothing is kept, where its history was erased meanwhile. A page
   * equal to the last one of its width keeps that one's number.
   */
  keep(draft: SnapshotDraft, now: number): Promise<number | null>
  /** Snapshots by number, in that order: null where there never was one. */
  find(numbers: readonly number[], now: number): Promise<readonly (Snapshot | 'expired' | null)[]>
  /** Notes that the histories of this profile may be erased now, so that what follows from them goes though nobody says that they were. */
  expectErasure(account: string, profile: number, now: number): Promise<void>
  /** Drops what was built from a history before this version, and keeps no more of it. */
  forget(before: number): Promise<void>
}

/** Whether a kept page can be handed out again for a viewer whose stamp is this. */
export function isReusable(last: LastSnapshot['snapshot'], stamp: string, now: number): last is NonNullable<LastSnapshot['snapshot']> {
  return last !== null && last.stamp === stamp && now - last.at < limits.snapshotReuseMs
}

/** Whether a page last handed out at `touched` is gone. */
export function isExpired(touched: number, now: number): boolean {
  return now - touched > limits.snapshotKeepMs
}
