import { chanceOf } from '../../models/page/chance.ts'
import { scoreServedRanker, servedPartsOf } from '../../models/served-ranker.ts'
import { type History, rateServed } from '../../models/served-rater.ts'
import type { TrainedModel } from '../../models/trained-model.ts'
import { chanceCurve } from './chance-curve.ts'

/** The arithmetic of a model; films are its items, by number. What it answers holds until it is asked again. */
export interface ModelComputing {
  /** How well each item suits whoever likes `liked`, of which there is one at least; -Infinity for what nobody liked. */
  scores(liked: Uint32Array): Float32Array | Float64Array
  /** What EASE, iALS and popularity say of each, standardised: the scores are their sum by the model's weights. */
  parts(liked: Uint32Array): readonly ArrayLike<number>[]
  /** The stars that whoever has this history is expected to give to each of some items; of -1, which is no item, any number. */
  rate(history: History, items: ArrayLike<number>): Float32Array
  /** The chances behind scores of the catalog, by position, with so many likes that the model knows: the caller's to keep. */
  chances(scores: Float32Array, likes: number): Float32Array
  /** The positions of the `k` best of such scores, as `Scores` has it: the caller's to keep. Absent where there is no faster way than to sort. */
  best?(scores: Float32Array, k: number): Int32Array
}

/** A model's arithmetic in plain numbers. */
export function plainComputing(model: TrainedModel): ModelComputing {
  const { ranker, rater } = model
  return {
    scores: (liked) => scoreServedRanker(ranker, liked),
    parts: (liked) => servedPartsOf(ranker, liked),
    rate: (history, items) => rateServed(rater, history, items),
    chances: (scores, likes) => chanceOf(chanceCurve(model), scores, likes),
  }
}
