import type { Experiment } from '../config/experiments.ts'
import { shareOf } from './share-of.ts'

/** What an evaluation comes to: OpenFeature's resolution details (specification 1.4.3 and following). */
export interface ResolutionDetails {
  readonly value: string
  readonly variant?: string
  /** `SPLIT`: drawn by the stable hash. `DEFAULT`: not in the experiment. */
  readonly reason: 'SPLIT' | 'DEFAULT' | 'ERROR'
  readonly errorCode?: 'FLAG_NOT_FOUND' | 'TARGETING_KEY_MISSING'
}

/** A provider of flags in OpenFeature's shape, for values that are strings: another provider can take its place. */
export interface FlagProvider {
  readonly metadata: { readonly name: string }
  /** Keys of all flags. */
  readonly flags: readonly string[]
  resolveStringEvaluation(flag: string, defaultValue: string, context: { readonly targetingKey: string | null }): ResolutionDetails
}

/**
 * Allocates devices to the cells of experiments by a stable hash: the same device is always in the same cell, and experiments do not know of each
 * other. Whether a device is in and which cell it gets are two draws, so that a growing share moves nobody from cell to cell. Throws a
 * `RangeError` for an experiment without cells or weight.
 */
export function createExperiments(experiments: readonly Experiment[]): FlagProvider {
  const byKey = new Map(experiments.map((experiment) => [experiment.key, experiment]))
  for (const { key, cells } of experiments)
    if (cells.length === 0 || cells.some(({ weight }) => !(weight >= 0)) || totalOf(cells) <= 0)
      throw new RangeError(`experiment '${key}' has no cells to draw from`)
  return {
    metadata: { name: 'marquee-experiments' },
    flags: [...byKey.keys()],
    resolveStringEvaluation(flag, defaultValue, { targetingKey }) {
      const experiment = byKey.get(flag)
      if (experiment === undefined) return { value: defaultValue, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' }
      if (targetingKey === null) return { value: defaultValue, reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING' }
      if (shareOf(`${flag}/share`, targetingKey) >= experiment.share) return { value: defaultValue, reason: 'DEFAULT' }
      const cell = drawn(experiment.cells, shareOf(`${flag}/cell`, targetingKey))
      return { value: cell, variant: cell, reason: 'SPLIT' }
    },
  }
}

const totalOf = (cells: Experiment['cells']) => cells.reduce((sum, { weight }) => sum + weight, 0)

function drawn(cells: Experiment['cells'], at: number): string {
  let left = at * totalOf(cells)
  for (const { name, weight } of cells) {
    if (left < weight) return name
    left -= weight
  }
  // What rounding leaves over.
  return cells.findLast(({ weight }) => weight > 0)?.name ?? ''
}
