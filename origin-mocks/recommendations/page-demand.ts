import type { History } from '../../contracts/members.ts'
import type { PageDemand, PageRule } from '../../contracts/ranking.ts'
import { candidateRows, type Surroundings } from './candidate-rows.ts'
import type { FeatureIndex } from './feature-index.ts'
import type { Owner } from './page-id.ts'
import type { Width } from './widths.ts'

/** A history that says nothing but what kind of profile it is. */
const unknownChild: History = { version: 0, kind: 'child', country: '', ratings: [], viewings: [], myList: [] }

/**
 * What a page follows from that is known without asking the ranker: the history's version, the catalog's, and the rules that hold. Null when
 * one is missing. A new ranking model is seen when the snapshot is too old to be reused.
 */
export function stampOf(index: FeatureIndex | null, history: History | 'visitor' | null, rules: string | null): string | null {
  if (index === null || history === null || rules === null) return null
  const who = history === 'visitor' ? 'visitor' : `${history.kind} ${history.country} ${history.version}`
  return `${who} ${index.features.version} ${rules}`
}

/** What a page is made from, as far as it is known. */
export interface PageSources extends Surroundings {
  readonly owner: Owner
  readonly index: FeatureIndex | null
  readonly history: History | null
  /** Null where it is not known, and never was. */
  readonly kind: 'adult' | 'child' | null
  readonly rules: readonly PageRule[]
  /** The share of pages on which something is tried. */
  readonly share: number
  readonly stamp: string | null
  readonly width: Width
}

/** What the ranker is asked. Nothing is tried on a page that something is missing from, nor on the one that all visitors share. */
export function pageDemand({ owner, index, history, kind, rules, share, stamp, width, ...surroundings }: PageSources): PageDemand {
  const { maxRows, maxTitles, minTitles, name } = width
  // A rule that does not concern this page leaves it as it is, with what is tried on it.
  const seed = share === 0 || stamp === null || owner === 'v' ? null : stampOf(index, history, '')
  return {
    history: history === null ? (kind === 'adult' ? null : unknownChild) : counted(history),
    rows: candidateRows(index, history, surroundings),
    ...{ maxRows, maxTitles, minTitles, rules },
    explore: seed === null ? null : { share, seed: `${owner} ${name} ${seed}` },
    member: owner === 'v' ? null : owner,
  }
}

/** What ranking learns of: what is from before the taste began anew cannot count where nobody knows it. */
function counted({ before: _, ...history }: History): History {
  return history
}
