import type { History } from '../../contracts/members.ts'
import { matchOf } from '../../models/match.ts'
import { speakersOf } from '../../models/sparse-ease.ts'
import type { TrainedModel } from '../../models/trained-model.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import type { Columns } from './columns.ts'
import { contentScores } from './content-scores.ts'
import { contentSignals } from './content-signals.ts'
import { knownItems } from './known-items.ts'
import { likesInHistory } from './likes-in-history.ts'
import { type ModelComputing, plainComputing } from './model-computing.ts'
import { createUnknownScores } from './score-unknown.ts'
import type { Scorer } from './scorer.ts'
import { starsInHistory } from './stars-in-history.ts'

/**
 * Scores by a trained model: in plain numbers, with which any faster way to compute has to agree, unless one is given. What the model was not trained
 * on, a title of this morning above all, gets the score of its content on the model's scale. A profile that likes nothing yet, or nothing that the model
 * knows, and a visitor get all their scores from content and popularity.
 */
export function createModelScorer(
  columns: Columns,
  id: string,
  model: TrainedModel,
  computing: ModelComputing = plainComputing(model, columns.count),
): Scorer {
  const items = knownItems(columns, model)
  const { itemAt, aligned, unknown } = items
  const byContent = createAffinityScorer(columns)
  const scoreUnknown = createUnknownScores(columns, items)

  const likedBy = (history: History | null) => (history === null ? new Uint32Array() : likesInHistory(columns, history))
  const isKnown = (position: number) => (itemAt[position] as number) >= 0
  const itemOf = (position: number) => itemAt[position] as number

  /** The scores of whoever likes these items, by position. */
  function score(history: History | null, liked: Uint32Array): Float32Array {
    if (history === null || liked.length === 0) return contentScores(columns, history)
    const said = computing.scores(liked)
    const score = computing.column()
    score.set(said.subarray(0, aligned))
    for (let position = aligned; position < score.length; position++) {
      const item = itemAt[position] as number
      score[position] = item >= 0 ? (said[item] as number) : 0
    }
    scoreUnknown(history, score)
    return score
  }

  return {
    name: `model-${id}.${columns.version}`,

    scores(history) {
      const likes = likedBy(history)
      const liked = likes.filter(isKnown).map(itemOf)
      const scores = score(history, liked)
      return {
        ...{ score: scores, chance: computing.chances(scores, liked.length), liked: likes },
        order: computing.order?.(scores),
      }
    },

    match(history, positions) {
      const { positions: seen, values } = starsInHistory(columns, history)
      const places = seen.flatMap((position, place) => (isKnown(position) ? [place] : []))
      const rated = {
        items: places.map((place) => itemOf(seen[place] as number)),
        values: places.map((place) => values[place] as number),
      }
      const stars = computing.rate(rated, Array.from(positions, itemOf))
      let content: Float32Array | undefined
      return stars.map((value, place) =>
        isKnown(positions[place] as number)
          ? matchOf(model.rater.match, value)
          : ((content ??= byContent.match(history, positions))[place] as number),
      )
    },

    because(history) {
      const liked = likesInHistory(columns, history).filter(isKnown)
      const speakers = speakersOf(model.ranker.ease, liked.map(itemOf))
      const alike = byContent.because(history)
      return (position) => {
        const place = isKnown(position) ? (speakers[itemOf(position)] as number) : -1
        return place < 0 ? alike(position) : (liked[place] as number)
      }
    },

    signals(history, positions) {
      const liked = likedBy(history).filter(isKnown).map(itemOf)
      if (liked.length === 0) return contentSignals(columns, history, positions)
      const { ease, ials, popularity } = model.ranker.weights
      const parts = computing.parts(liked)
      const itemsAsked = Int32Array.from(positions, itemOf)
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
      if (unknown.length === 0) return weighted
      const scores = score(history, liked)
      const content = Float32Array.from(itemsAsked, (item, place) => (item < 0 ? (scores[positions[place] as number] as number) : 0))
      return [...weighted, { signal: 'content', values: content }]
    },
  }
}
