import type { Columns } from './columns.ts'

/** How many films at most count as like one. */
export const maxAlike = 80

const strength = { genre: 2, director: 2, decade: 0.5, year: 0.5, audience: 0.5 }
const yearSpan = 20

/**
 * Marks the films most like one by content: genres in common, director, year, audience. Only films that `allowed` marks and that share
 * a genre or the director; never the film itself; ties by id.
 */
export function markAlike(columns: Columns, position: number, allowed: Uint8Array): Uint8Array {
  const likeness = new Float64Array(columns.count)
  const start = columns.genreStarts[position] ?? 0
  const end = columns.genreStarts[position + 1] ?? start
  for (let at = start; at < end; at++) {
    for (const other of columns.byGenre[columns.genres[at] ?? 0] ?? []) likeness[other] = (likeness[other] ?? 0) + 1
  }
  const candidates: number[] = []
  const consider = (other: number, director: boolean) => {
    const shared = likeness[other] ?? 0
    const others = (columns.genreStarts[other + 1] ?? 0) - (columns.genreStarts[other] ?? 0)
    const union = end - start + others - shared
    const years = yearDistance(columns, position, other)
    likeness[other] =
      strength.genre * (union > 0 ? shared / union : 0) +
      (director ? strength.director : 0) +
      (columns.decades[other] === columns.decades[position] ? strength.decade : 0) +
      strength.year * Math.max(0, 1 - years / yearSpan) +
      (columns.childSafe[other] === columns.childSafe[position] ? strength.audience : 0)
    if (other !== position && allowed[other] === 1) candidates.push(other)
  }
  const director = columns.directors[position] ?? -1
  const sameDirector = new Set(director < 0 ? [] : columns.byDirector[director])
  for (let other = 0; other < columns.count; other++) {
    if ((likeness[other] ?? 0) > 0 || sameDirector.has(other)) consider(other, sameDirector.has(other))
  }
  candidates.sort((a, b) => (likeness[b] ?? 0) - (likeness[a] ?? 0) || a - b)
  const marks = new Uint8Array(columns.count)
  for (const other of candidates.slice(0, maxAlike)) marks[other] = 1
  return marks
}

function yearDistance(columns: Columns, a: number, b: number): number {
  const first = columns.years[a] ?? 0
  const second = columns.years[b] ?? 0
  return first === 0 || second === 0 ? yearSpan : Math.abs(first - second)
}
