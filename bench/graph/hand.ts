import type { Film, Loaders, Shelf, Size } from './homepage.ts'

const life = -300_000
const encoder = new TextEncoder()

const atom = (value: unknown) => ({ $expires: life, $type: 'atom', value })
const ref = (value: unknown) => ({ $type: 'ref', value })

/** The fastest code one would write by hand for this query: three batched calls, same-shaped objects, one `JSON.stringify`. */
export async function handFalcor(loaders: Loaders, size: Size): Promise<object> {
  const { home, rows, titles } = await load(loaders, size)
  const shelves: Record<string, unknown> = {}
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const items: Record<number, unknown> = {}
    for (let index = 0; index < size.columns; index++) items[index] = ref(['titles', row.titles[index]])
    shelves[row.id] = { titles: items }
  }
  const films: Record<number, unknown> = {}
  for (const film of titles) {
    films[film.id] = {
      boxart: atom(film.boxart),
      id: atom(film.id),
      name: atom(film.name),
      rating: atom(film.rating),
      year: atom(film.year),
    }
  }
  const references: Record<number, unknown> = {}
  for (const [index, row] of rows.entries()) references[index] = ref(['rows', row.id])
  const to = (count: number) => (count === 1 ? 0 : { from: 0, to: count - 1 })
  return {
    jsonGraph: { home: ref(['homes', home.id]), homes: { [home.id]: { rows: references } }, rows: shelves, titles: films },
    paths: [['home', 'rows', to(size.rows), 'titles', to(size.columns), ['boxart', 'id', 'name', 'rating', 'year']]],
  }
}

export async function handGraphql(loaders: Loaders, size: Size): Promise<object> {
  const { rows, titles } = await load(loaders, size)
  const films = new Map<number, object>()
  for (const { id, name, year, rating, boxart } of titles) films.set(id, { id, name, year, rating, boxart })
  return { data: { home: { rows: rows.map((row) => ({ titles: row.titles.slice(0, size.columns).map((id) => films.get(id)) })) } } }
}

async function load(loaders: Loaders, size: Size): Promise<{ home: { id: string }; rows: readonly Shelf[]; titles: readonly Film[] }> {
  const home = await loaders.home()
  const rows = await loaders.rows(home.rows.slice(0, size.rows))
  const ids = new Set<number>()
  for (const row of rows) for (let index = 0; index < size.columns; index++) ids.add(row.titles[index] as number)
  return { home, rows, titles: await loaders.titles([...ids]) }
}

export function bytesOf(answer: object): Uint8Array {
  return encoder.encode(JSON.stringify(answer))
}
