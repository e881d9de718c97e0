/** The logical homepage that every contender answers: rows of titles, the same title in several rows as in life. */
// A type, not an interface: engines take records.
export type Film = {
  readonly id: number
  readonly name: string
  readonly year: number
  readonly rating: string
  readonly boxart: string
}

export type Shelf = {
  readonly id: string
  readonly heading: string
  readonly titles: readonly number[]
}

export interface Homepage {
  readonly home: { readonly id: string; readonly rows: readonly string[] }
  readonly rows: ReadonlyMap<string, Shelf>
  readonly titles: ReadonlyMap<number, Film>
}

/** A case: how many rows, and how many titles of each. */
export interface Size {
  readonly rows: number
  readonly columns: number
}

export const sizes: readonly Size[] = [
  { rows: 1, columns: 1 },
  { rows: 10, columns: 10 },
  { rows: 40, columns: 25 },
  { rows: 40, columns: 75 },
]

/** The catalog: 1,200 titles. */
export function makeTitles(): Map<number, Film> {
  const titles = new Map<number, Film>()
  for (let id = 1; id <= 1_200; id++) {
    titles.set(id, {
      id,
      name: `A film with number ${id} in its name`,
      year: 1920 + (id % 100),
      rating: id % 3 === 0 ? 'PG-13' : 'R',
      boxart: `https://img.example.com/boxart/${id}/342x513/${(id * 2_654_435_761) >>> 0}.webp`,
    })
  }
  return titles
}

/** 40 rows of 75 titles: 3,000 references to about 1,100 of 1,200 titles. The same for the same seed. */
export function makeHomepage(profile = 1, seed = 42, titles: ReadonlyMap<number, Film> = makeTitles()): Homepage {
  const random = mulberry32(seed + profile * 7919)
  const rows = new Map<string, Shelf>()
  for (let row = 0; row < 40; row++) {
    const chosen = new Set<number>()
    while (chosen.size < 75) chosen.add(1 + Math.floor(1_200 * random()))
    const id = `p${profile}.k1.row-${row}`
    rows.set(id, { id, heading: `Row ${row}`, titles: [...chosen] })
  }
  return { home: { id: `p${profile}.k1`, rows: [...rows.keys()] }, rows, titles }
}

/** Batched loaders over a homepage in memory; asynchronous, as an origin is. */
export function makeLoaders(page: Homepage) {
  return {
    home: async () => page.home,
    rows: async (ids: readonly string[]) => ids.map((id) => page.rows.get(id) as Shelf),
    titles: async (ids: readonly number[]) => ids.map((id) => page.titles.get(id) as Film),
  }
}

export type Loaders = ReturnType<typeof makeLoaders>

export function pathSets({ rows, columns }: Size): unknown[] {
  return [['home', 'rows', { from: 0, to: rows - 1 }, 'titles', { from: 0, to: columns - 1 }, ['id', 'name', 'year', 'rating', 'boxart']]]
}

export function documentOf({ rows, columns }: Size): string {
  return `{ home { rows(limit: ${rows}) { titles(limit: ${columns}) { id name year rating boxart } } } }`
}

/** A small seeded generator (Tommy Ettinger's mulberry32). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
