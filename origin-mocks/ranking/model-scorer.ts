import type { History } from '../../contracts/members.ts'
import { matchOf } from '../../models/match.ts'
import { chanceOf } from '../../models/page/chance.ts'
import { speakersOf } from '../../models/sparse-ease.ts'
import type { TrainedModel } from '../../models/trained-model.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { chanceCurve } from './chance-curve.ts'
import type { Columns } from './columns.ts'
import { contentSignals } from './content-signals.ts'
import { knownItems } from './known-items.ts'
import { likesInHistory } from './likes-in-history.ts'
import { type ModelComputing, plainComputing } from './model-computing.ts'
import { onScaleOf } from './on-scale-of.ts'
import type { Scorer } from './scorer.ts'
import { starsInHistory } from './stars-in-history.ts'

/**
 * Scores by a trained model: in plain numbers, with which any faster way to compute has to agree, unless one is given. What the model was not trained
 * on, a title of this morning above all, gets the score of its content on the model's scale; a profile that likes nothing yet, and a visitor, get all their scores from content
 * and popularity.
 */
export function createModelScorer(
  columns: Columns,
  id: string,
  model: TrainedModel,
  computing: ModelComputing = plainComputing(model),
): Scorer {
  const { itemAt, count } = knownItems(columns, model)
  const byContent = createAffinityScorer(columns)

  function itemsOf(positions: Uint32Array): Uint32Array {
    return Uint32Array.from(Array.from(positions, (position) => itemAt[position] as number).filter((item) => item >= 0)).sort()
  }

  const likedBy = (history: History | null) => (history === null ? new Uint32Array() : itemsOf(likesInHistory(columns, history)))

  function score(history: History | null, liked: Uint32Array): Float32Array {
    if (liked.length === 0) return byContent.scores(history).score
    const said = computing.scores(liked)
    const known = Float32Array.from(itemAt, (item) => (item < 0 ? Number.NaN : (said[item] as number)))
    return count === columns.count ? known : onScaleOf(known, byContent.scores(history).score)
  }

  return {
    name: `model-${id}.${columns.version}`,

    scores(history) {
      const liked = likedBy(history)
      const scores = score(history, liked)
      return { score: scores, chance: chanceOf(chanceCurve(model), scores, liked.length) }
    },

    match(history, positions) {
      const { positions: seen, values } = starsInHistory(columns, history)
      const places = seen.flatMap((position, place) => ((itemAt[position] as number) < 0 ? [] : [place]))
      const rated = {
        items: places.map((place) => itemAt[seen[place] as number] as number),
        values: places.map((place) => values[place] as number),
      }
      const stars = computing.rate(
        rated,
        Array.from(positions, (position) => itemAt[position] as number),
      )
      const content = byContent.match(history, positions)
      return stars.map((value, place) =>
        (itemAt[positions[place] as number] as number) < 0 ? (content[place] as number) : matchOf(model.rater.match, value),
      )
    },

    because(history) {
      const liked = likesInHistory(columns, history).filter((position) => (itemAt[position] as number) >= 0)
      const speakers = speakersOf(
        model.ranker.ease,
        liked.map((position) => itemAt[position] as number),
      )
      const alike = byContent.because(history)
      return (position) => {
        const item = itemAt[position] as number
        const place = item < 0 ? -1 : (speakers[item] as number)
        return place < 0 ? alike(position) : (liked[place] as number)
      }
    },

    signals(history, positions) {
      const liked = likedBy(history)
      if (liked.length === 0) return contentSignals(columns, history, positions)
      const { ease, ials, popularity } = model.ranker.weights
      const parts = computing.parts(liked)
      const itemsAsked = Int32Array.from(positions, (position) => itemAt[position] as number)
      const known = ([weight, signal]: readonly [number, string], row: number) => ({
        signal,
        values: Float32Array.from(itemsAsked, (item) => (item < 0 ? 0 : weight * (parts[row]?.[item] ?? 0))),
      })
      const weighted = (
        [
          [ease, 'ease'],
          [ials, 'ials'],
          [popularity, 'popularity'],
        ] as const
      ).map(known)
      if (count === columns.count) return weighted
      const scores = score(history, liked)
      const content = Float32Array.from(itemsAsked, (item, place) => (item < 0 ? (scores[positions[place] as number] as number) : 0))
      return [...weighted, { signal: 'content', values: content }]
    },
  }
}
