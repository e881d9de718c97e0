import type { BayesianOptions } from '../../models/gibbs-chain.ts'
import type { IalsOptions } from '../../models/ials.ts'
import type { RbmOptions } from '../../models/rbm.ts'
import type { ServedEaseOptions } from './train-served-ease.ts'

/** What a training does other than its best, to be done sooner: empty, it does its best. */
export interface TrainingEffort {
  readonly fold: Partial<Pick<BayesianOptions, 'factors' | 'sweeps' | 'burnIn'>>
  readonly rbm: Partial<Pick<RbmOptions, 'hidden' | 'epochs'>>
  readonly ease: Partial<ServedEaseOptions>
  readonly ials: Partial<Pick<IalsOptions, 'factors' | 'rounds'>>
}

export const wholeEffort: TrainingEffort = { fold: {}, rbm: {}, ease: {}, ials: {} }

/** Some seconds instead of some minutes: fewer draws of fewer factors, and EASE of the most liked alone. */
export const quickEffort: TrainingEffort = {
  fold: { factors: 16, sweeps: 40, burnIn: 15 },
  rbm: { hidden: 16, epochs: 6 },
  ease: { most: 1600 },
  ials: { factors: 32 },
}
