import { chanceOf } from '../../models/page/chance.ts'
import { scoreServedRanker, servedPartsOf } from '../../models/served-ranker.ts'
import { type History, rateServed } from '../../models/served-rater.ts'
import type { TrainedModel } from '../../models/trained-model.ts'
import { chanceCurve } from './chance-curve.ts'
import type { ScoreOrder } from './score-order.ts'

/** The arithmetic of a model; films are its items, by number. What it answers holds until it is asked again. */
export interface ModelComputing {
  /** How well each item suits whoever likes `liked`, of which there is one at least; -Infinity for what nobody liked. */
  scores(liked: Uint32Array): Float32Array | Float64Array
  /** What EASE, iALS and popularity say of each, standardised: the scores are their sum by the model's weights. */
  parts(liked: Uint32Array): readonly ArrayLike<number>[]
  /** The stars that whoever has this history is expected to give to each of some items; of -1, which is no item, any number. */
  rate(history: History, items: ArrayLike<number>): Float32Array
  /** Room for scores of the catalog, by position. */
  column(): Float32Array
  /** The chances behind such scores, with so many likes that the model knows. */
  chances(scores: Float32Array, likes: number): Float32Array
  /** Orders such scores. Absent where there is no faster way than that of plain numbers. */
  order?(scores: Float32Array): ScoreOrder
}

/** A model's arithmetic in plain numbers, for a catalog of so many titles. */
export function plainComputing(model: TrainedModel, titles: number): ModelComputing {
  const { ranker, rater } = model
  return {
    scores: (liked) => scoreServedRanker(ranker, liked),
    parts: (liked) => servedPartsOf(ranker, liked),
    rate: (history, items) => rateServed(rater, history, items),
    column: () => new Float32Array(titles),
    chances: (scores, likes) => chanceOf(chanceCurve(model), scores, likes),
  }
}
