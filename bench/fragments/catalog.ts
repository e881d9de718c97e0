import { mulberry32 } from '../graph/homepage.ts'

/** A title with the fields that devices show, of the sizes they have in life. */
// A type, not an interface: engines take records.
export type Film = {
  readonly id: number
  readonly name: string
  readonly year: number
  readonly rating: string
  readonly boxart: string
  readonly synopsis: string
}

export const titleCount = 20_000

/** For whom public data is the same, and how much of the traffic they are. What a title is rated depends on it. */
export const audiences: readonly { readonly name: string; readonly share: number }[] = [
  { name: 'nl', share: 0.4 },
  { name: 'de', share: 0.25 },
  { name: 'fr', share: 0.15 },
  { name: 'nl-kids', share: 0.1 },
  { name: 'de-kids', share: 0.06 },
  { name: 'fr-kids', share: 0.04 },
]

const words =
  'a the of in her his their and to from with city night winter river brother letter house secret island war love last first train ' +
  'detective daughter stranger summer ocean mountain promise memory family village returns discovers uncovers escapes finds must before ' +
  'everything nothing two three years ago young retired unlikely quiet dangerous forgotten small hidden journey café Zoë'
const vocabulary = words.split(' ')

/** The catalog as each audience sees it, by id; ids begin at 1. A synopsis has 200 to 600 characters, in every fourth title with curly quotes. */
export function makeCatalogs(seed = 42): ReadonlyMap<string, readonly Film[]> {
  const random = mulberry32(seed)
  const text = (length: number) => {
    let out = ''
    while (out.length < length) out += `${vocabulary[Math.floor(random() * vocabulary.length)]} `
    return out.slice(0, length)
  }
  const films = Array.from({ length: titleCount }, (_, index): Film => {
    const id = index + 1
    const synopsis = text(200 + Math.floor(401 * random()))
    return {
      id,
      name: text(8 + Math.floor(33 * random())),
      year: 1920 + (id % 106),
      rating: '',
      boxart: `https://img.example.com/boxart/${id}/342x513/${(id * 2_654_435_761) >>> 0}.webp`,
      synopsis: id % 4 === 0 ? `“${synopsis.slice(0, 20)}” ${synopsis.slice(23)}’` : synopsis,
    }
  })
  return new Map(
    audiences.map(({ name }, place) => [name, films.map((film) => ({ ...film, rating: `${name}-${6 * ((film.id + place) % 4)}` }))]),
  )
}
