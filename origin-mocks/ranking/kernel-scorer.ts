import { standardised } from '../../models/marquee.ts'
import type { Columns } from './columns.ts'
import type { HeldModel } from './kernel/kernel.ts'
import type { ModelComputing } from './model-computing.ts'
import { createModelScorer } from './model-scorer.ts'
import type { Scorer } from './scorer.ts'

/** Scores by a model that the kernel holds: what the model says of its items, and what follows from the scores of a catalog, whatever the model knows of it. */
export function createKernelScorer(columns: Columns, id: string, held: HeldModel): Scorer {
  return createModelScorer(columns, id, held.model, kernelComputing(held, columns.count))
}

function kernelComputing({ model, ranker, rater, order }: HeldModel, titles: number): ModelComputing {
  const { score, chances, of } = order(titles)
  const byPopularity = () => standardised(Float64Array.from(model.ranker.popularity, (likes) => Math.log1p(likes)))
  return {
    scores: (liked) => ranker.scores(liked),
    parts(liked) {
      ranker.scores(liked)
      const { ease, ials } = ranker.parts
      return [standardised(Float64Array.from(ease)), standardised(Float64Array.from(ials)), byPopularity()]
    },
    rate(history, items) {
      const asked = Int32Array.from(items, (item) => Math.max(0, item))
      return rater.rate(history, asked)
    },
    column: () => score,
    chances,
    order: of,
  }
}
