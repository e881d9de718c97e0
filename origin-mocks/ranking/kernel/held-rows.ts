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

/** Of 256 films that are looked up together. */
const looksBytes = 2 << 10

/** Each film has so many rows at hand. */
const atHand = 4
/** Stands in the last of these where a film has more. */
const hasMore = 0x8000

/** Copies rows into a memory that is made for them. */
export function createHeldRows({ postings, isUnseen, films, most }: RowFilms, makeMemory: MakeMemory): HeldRows {
  // Large rows are walked apart, and stand apart: who has filled them need not look at them any more.
  const isLarge = postings.map(({ length }) => length >= largeShare * films)
  const [large, small] = [true, false].map((which) => [...postings.keys()].filter((row) => isLarge[row] === which)) as [number[], number[]]
  const order = [...large, ...small]
  const full = order.length
  const { place, end } = placesFrom(alignment)
  const walks = [
    { first: 0, rows: large },
    { first: large.length, rows: small },
  ].map(({ first, rows }) => {
    const tables = rowsOfFilms(
      films,
      rows.map((row) => postings[row] as Int32Array),
      first,
      full,
    )
    const { firsts, starts, more } = tables
    return {
      first,
      count: rows.length,
      tables,
      at: { firsts: place(firsts.byteLength), starts: place(starts.byteLength), more: place(more.byteLength) },
    }
  })
  const rows = full + atHand
  const at = {
    ...{ best: place(4 * films), allowed: place(films), seen: place(films), ends: place(16 * rows), looks: place(looksBytes) },
    // A full row is written to behind its end.
    titles: place(4 * rows * (most + 1)),
  }
  const { functions, buffer } = makeMemory(end())
  for (const { tables, at } of walks) {
    new Uint16Array(buffer, at.firsts, tables.firsts.length).set(tables.firsts)
    new Int32Array(buffer, at.starts, tables.starts.length).set(tables.starts)
    new Uint16Array(buffer, at.more, tables.more.length).set(tables.more)
  }
  const memory = {
    best: new Int32Array(buffer, at.best, films),
    allowed: new Uint8Array(buffer, at.allowed, films),
    seen: new Uint8Array(buffer, at.seen, films),
    ends: new Int32Array(buffer, at.ends, 4 * rows),
  }
  const firstOf = (place: number) => at.titles + 4 * place * (most + 1)
  const empty = Int32Array.from({ length: 4 * rows }, (_, n) => {
    const place = n >> 2
    const end = firstOf(place) + 4 * most
    return [place < full ? firstOf(place) : end, end, Number(isUnseen[order[place] as number] ?? false), 0][n & 3] as number
  })
  const placeOf = Int32Array.from(postings.keys(), (row) => order.indexOf(row))
  return {
    fill(best, allowed, seen) {
      memory.best.set(best)
      memory.allowed.set(allowed)
      memory.seen.set(seen)
      memory.ends.set(empty)
      for (const { first, count, at: own } of walks) {
        const nobody = own.firsts + 2 * atHand * films
        const [{ length }, { firsts, starts, more }] = [best, own]
        functions.fillRows(at.best, length, at.allowed, at.seen, firsts, nobody, starts, more, at.ends, first, count, at.looks)
      }
      return postings.map((_, row) => {
        const place = placeOf[row] as number
        return new Int32Array(buffer, firstOf(place), ((memory.ends[4 * place] as number) - firstOf(place)) / 4)
      })
    },
  }
}

/**
 * The rows of each film, numbered from `first` on: four at hand, `firsts[4 * film]` and the next three, and the others as `more[starts[film]]` up to, not
 * including, `more[starts[film + 1]]`. Where a film has fewer than four, and behind the last film, stand the rows from `full` on, four different ones: who
 * writes to the same place again and again waits for himself.
 */
function rowsOfFilms(films: number, postings: readonly Int32Array[], first: number, full: number) {
  const count = new Uint16Array(films)
  for (const posting of postings) for (const film of posting) count[film] = (count[film] as number) + 1
  const firsts = new Uint16Array(atHand * (films + 1))
  for (let at = 0; at < firsts.length; at++) firsts[at] = full + (at % atHand)
  const starts = new Int32Array(films + 1)
  for (let film = 0; film < films; film++) starts[film + 1] = (starts[film] as number) + Math.max(0, (count[film] as number) - atHand)
  const more = new Uint16Array(starts[films] as number)
  const placed = new Uint16Array(films)
  for (const [row, posting] of postings.entries())
    for (const film of posting) {
      const place = placed[film] as number
      placed[film] = place + 1
      if (place >= atHand) more[(starts[film] as number) + place - atHand] = first + row
      else firsts[atHand * film + place] = (first + row) | (place === atHand - 1 && (count[film] as number) > atHand ? hasMore : 0)
    }
  return { firsts, starts, more }
}
