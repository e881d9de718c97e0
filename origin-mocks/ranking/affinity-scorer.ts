import type { Columns } from './columns.ts'
import { contentScores } from './content-scores.ts'
import { contentSignals } from './content-signals.ts'
import { foldIn } from './fold-in.ts'
import { likenessOf, mostLikeness } from './likeness.ts'
import { toMatch } from './match.ts'
import { observeHistory } from './observe-history.ts'
import { likingBy, probability } from './score.ts'
import type { Scorer } from './scorer.ts'

/** Scores by content alone, with nothing that was trained: what a catalog without a model is ranked by. */
export function createAffinityScorer(columns: Columns): Scorer {
  return {
    name: `affinity-1.${columns.version}`,
    scores(history) {
      const score = contentScores(columns, history)
      return { score, chance: score.map(probability) }
    },
    match(history, positions) {
      const likingOf = likingBy(columns, foldIn(columns, history))
      return Float32Array.from(positions, (position) => toMatch(likingOf(position)))
    },
    because: (history) => mostAlikeLiked(columns, history),
    signals: (history, positions) => contentSignals(columns, history, positions),
  }
}

/**
 * The film that was liked and is most like another, by how much and how lately it was liked; ties by id. The best liked are looked at first, so that
 * most need no look: a film speaks by no more than it was liked times the most that films can be alike.
 */
function mostAlikeLiked(columns: Columns, history: Parameters<typeof observeHistory>[1]): (position: number) => number | null {
  const liked = observeHistory(columns, history)
    .map(({ position, value, weight }) => ({ position, liking: value * weight }))
    .filter(({ liking }) => liking > 0)
    .sort((a, b) => b.liking - a.liking || a.position - b.position)
  return (position) => {
    let best: number | null = null
    let most = 0
    for (const { position: known, liking } of liked) {
      if (liking * mostLikeness < most) break
      if (known === position) continue
      const says = liking * likenessOf(columns, known, position)
      if (says > most || (says === most && best !== null && known < best)) [best, most] = [known, says]
    }
    return best
  }
}
