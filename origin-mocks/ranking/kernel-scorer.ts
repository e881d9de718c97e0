import { standardised } from '../../models/marquee.ts'
import type { Columns } from './columns.ts'
import type { HeldModel } from './kernel/kernel.ts'
import { knownItems } from './known-items.ts'
import { likesInHistory } from './likes-in-history.ts'
import type { ModelComputing } from './model-computing.ts'
import { createModelScorer } from './model-scorer.ts'
import type { Scorer } from './scorer.ts'

/** Scores by a model that the kernel holds. Where the model knows the whole catalog, chances and the best come from the kernel too. */
export function createKernelScorer(columns: Columns, id: string, held: HeldModel): Scorer {
  const { model, ranker } = held
  const scorer = createModelScorer(columns, id, model, kernelComputing(held))
  // Both ascend by id: then every position is the item of that number.
  if (knownItems(columns, model).count !== columns.count || model.items.length !== columns.count) return scorer
  return {
    ...scorer,
    scores(history) {
      const liked = history === null ? new Uint32Array() : likesInHistory(columns, history)
      if (liked.length === 0) return scorer.scores(history)
      const view = ranker.scores(liked)
      const chance = ranker.chances(view, liked.length).slice()
      const score = view.slice()
      return { score, chance, liked, best: (k) => new Int32Array(ranker.top(score, k)) }
    },
  }
}

function kernelComputing({ model, ranker, rater }: HeldModel): ModelComputing {
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
  }
}
