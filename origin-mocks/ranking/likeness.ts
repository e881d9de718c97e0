import type { Columns } from './columns.ts'

/** How many films at most count as like one. */
export const maxAlike = 80

const strength = { genre: 2, director: 2, decade: 0.5, year: 0.5, audience: 0.5 }
const yearSpan = 20

/** As alike as films can be. */
export const mostLikeness = strength.genre + strength.director + strength.decade + strength.year + strength.audience

/** How alike two films are by content: genres in common, director, year, audience. 0 where they share neither a genre nor the director. */
export function likenessOf(columns: Columns, a: number, b: number): number {
  const [start, end] = [columns.genreStarts[a] ?? 0, columns.genreStarts[a + 1] ?? 0]
  const [otherStart, otherEnd] = [columns.genreStarts[b] ?? 0, columns.genreStarts[b + 1] ?? 0]
  let shared = 0
  for (let at = start; at < end; at++)
    for (let other = otherStart; other < otherEnd; other++) if (columns.genres[at] === columns.genres[other]) shared++
  const director = (columns.directors[a] ?? -1) >= 0 && columns.directors[a] === columns.directors[b]
  if (shared === 0 && !director) return 0
  const union = end - start + otherEnd - otherStart - shared
  return (
    strength.genre * (union > 0 ? shared / union : 0) +
    (director ? strength.director : 0) +
    (columns.decades[a] === columns.decades[b] ? strength.decade : 0) +
    strength.year * Math.max(0, 1 - yearDistance(columns, a, b) / yearSpan) +
    (columns.childSafe[a] === columns.childSafe[b] ? strength.audience : 0)
  )
}

/** Marks the films most like one. Only films that `allowed` marks and that share a genre or the director; never the film itself; ties by id. */
export function markAlike(columns: Columns, position: number, allowed: Uint8Array): Uint8Array {
  const marks = new Uint8Array(columns.count)
  for (const other of byLikeness(columns, position, (one) => allowed[one] === 1).slice(0, maxAlike)) marks[other] = 1
  return marks
}

/** All films that share a genre or the director with one and that `may` lets, the most like it first, ties by id. */
export function byLikeness(columns: Columns, position: number, may: (other: number) => boolean): number[] {
  const likeness = new Float64Array(columns.count)
  const candidates: number[] = []
  const consider = (posting: Int32Array | undefined) => {
    for (const other of posting ?? []) {
      if (other === position || !may(other) || likeness[other] !== 0) continue
      likeness[other] = likenessOf(columns, position, other)
      candidates.push(other)
    }
  }
  for (let at = columns.genreStarts[position] ?? 0; at < (columns.genreStarts[position + 1] ?? 0); at++)
    consider(columns.byGenre[columns.genres[at] ?? 0])
  consider(columns.byDirector[columns.directors[position] ?? -1])
  return candidates.sort((a, b) => (likeness[b] ?? 0) - (likeness[a] ?? 0) || a - b)
}

function yearDistance(columns: Columns, a: number, b: number): number {
  const first = columns.years[a] ?? 0
  const second = columns.years[b] ?? 0
  return first === 0 || second === 0 ? yearSpan : Math.abs(first - second)
}
