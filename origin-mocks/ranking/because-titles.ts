import type { History } from '../../contracts/members.ts'
import type { Because } from '../../contracts/ranking.ts'
import type { Columns } from './columns.ts'
import type { Scorer } from './scorer.ts'

/** From so many stars on a rated film counts as liked. */
const likedStars = 3.5

/**
 * The film of the history that speaks most for each title, in the order asked. Null where none does, where there is no such title, where a
 * child may not see one of the two, and where the film was rated badly: its likes say more than that.
 */
export function becauseTitles(columns: Columns, scorer: Scorer, history: History, titles: readonly number[]): (Because | null)[] {
  const known = howKnown(history)
  const maySee = (position: number) => history.kind === 'adult' || columns.childSafe[position] === 1
  const answers = new Map<number, Because | null>()
  const because = scorer.because(history)
  return titles.map((title) => {
    const before = answers.get(title)
    if (before !== undefined) return before
    const position = columns.positions.get(title)
    const speaks = position === undefined || !maySee(position) ? null : because(position)
    const speaker = speaks === null ? 0 : (columns.ids[speaks] ?? 0)
    const how = known.get(speaker)
    const answer =
      speaks === null || how === undefined || !maySee(speaks) ? null : { title: speaker, name: columns.names[speaks] ?? '', how }
    answers.set(title, answer)
    return answer
  })
}

/** How the profile knows each film of its history; what says most of a film comes last. */
function howKnown(history: History): Map<number, Because['how']> {
  const known = new Map<number, Because['how']>()
  for (const title of history.myList) known.set(title, 'listed')
  for (const { title } of history.picks ?? []) known.set(title, 'picked')
  for (const { title } of history.viewings) known.set(title, 'watched')
  for (const { title, stars } of history.ratings) {
    if (stars >= likedStars) known.set(title, 'liked')
    else known.delete(title)
  }
  return known
}
