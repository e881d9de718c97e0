import type { MakeMemory } from './kernel-memory.ts'
import { alignment, placesFrom } from './places.ts'

/** Which films may stand in each of some rows. */
export interface RowFilms {
  /** By row, the positions of its films, ascending. */
  readonly postings: readonly Int32Array[]
  /** By row, whether a film that was seen has no place. */
  readonly isUnseen: readonly boolean[]
  /** So many films there are. */
  readonly films: number
  /** So many a row takes at most. */
  readonly most: number
}

/** Rows in the memory of a kernel, to be filled for anybody. */
export interface HeldRows {
  /**
   * Fills each row with the first of `best` that may stand there, until it has the most that it takes; with those alone that `allowed` marks, and, where
   * the row says so, `seen` does not. What it answers are views on the kernel's memory: the next call overwrites them.
   */
  fill(best: Int32Array, allowed: Uint8Array, seen: Uint8Array): Int32Array[]
}

/**
 * A row with this part of the films is large. Large ones are walked until the sparsest of them is full, so with a smaller share the dense ones are
 * passed over thousands of times.
 */
const largeShare = 1 / 7

/** Of a thousand films that are looked up together. */
const looksBytes = 12 << 10

/** Copies rows into a memory that is made for them. */
export function createHeldRows({ postings, isUnseen, films, most }: RowFilms, makeMemory: MakeMemory): HeldRows {
  const isLarge = postings.map(({ length }) => length >= largeShare * films)
  // Large rows are walked apart: who has filled them need not look at them any more.
  const walks = [true, false].map((large) => rowsOfFilms(films, postings, (row) => isLarge[row] === large))
  const { place, end } = placesFrom(alignment)
  // Rows are looked up four at a time: behind the last there is room for three.
  const placed = walks.map(({ starts, rows, count }) => ({ starts: place(starts.byteLength), rows: place(rows.byteLength + 6), count }))
  const at = {
    ...{ best: place(4 * films), allowed: place(films), seen: place(films), ends: place(16 * postings.length), looks: place(looksBytes) },
    // A full row is written to behind its end.
    titles: place(4 * postings.length * (most + 1)),
  }
  const { functions, buffer } = makeMemory(end())
  for (const [walk, { starts, rows }] of walks.entries()) {
    new Int32Array(buffer, placed[walk]?.starts, starts.length).set(starts)
    new Uint16Array(buffer, placed[walk]?.rows, rows.length).set(rows)
  }
  const memory = {
    best: new Int32Array(buffer, at.best, films),
    allowed: new Uint8Array(buffer, at.allowed, films),
    seen: new Uint8Array(buffer, at.seen, films),
    ends: new Int32Array(buffer, at.ends, 4 * postings.length),
    titles: new Int32Array(buffer, at.titles, postings.length * (most + 1)),
  }
  const firstOf = (row: number) => row * (most + 1)
  const empty = Int32Array.from(
    postings.flatMap((_, row) => [at.titles + 4 * firstOf(row), at.titles + 4 * (firstOf(row) + most), Number(isUnseen[row]), 0]),
  )
  return {
    fill(best, allowed, seen) {
      memory.best.set(best)
      memory.allowed.set(allowed)
      memory.seen.set(seen)
      memory.ends.set(empty)
      for (const { starts, rows, count } of placed)
        functions.fillRows(at.best, best.length, at.allowed, at.seen, starts, rows, at.ends, count, at.looks)
      return postings.map((_, row) => memory.titles.subarray(firstOf(row), ((memory.ends[4 * row] as number) - at.titles) / 4))
    },
  }
}

/** Rows of film i: `rows[starts[i]]` up to, not including, `rows[starts[i + 1]]`; those of them that are taken, of which there are `count`. */
function rowsOfFilms(films: number, postings: readonly Int32Array[], takes: (row: number) => boolean) {
  const taken = [...postings.entries()].filter(([row]) => takes(row))
  const starts = new Int32Array(films + 1)
  for (const [, posting] of taken) for (const film of posting) starts[film + 1] = (starts[film + 1] ?? 0) + 1
  for (let film = 0; film < films; film++) starts[film + 1] = (starts[film + 1] ?? 0) + (starts[film] ?? 0)
  const next = starts.slice()
  const rows = new Uint16Array(starts[films] ?? 0)
  for (const [row, posting] of taken)
    for (const film of posting) {
      const at = next[film] ?? 0
      rows[at] = row
      next[film] = at + 1
    }
  return { starts, rows, count: taken.length }
}
