import { Failure } from '../index.ts'

/** The ids of all films there are. */
export const filmIds: readonly number[] = Array.from({ length: 20 }, (_, index) => index + 1)

export interface Role {
  readonly part: string
  readonly actor: string
}

export interface FilmRecord {
  readonly id: number
  readonly name: string | null
  readonly year: number | string
  readonly tags: readonly string[] | null
  readonly director: string | null
  readonly cast: readonly Role[]
}

/**
 * One film; null beyond 1 to 20. Odd ones are by `p1`, even ones by `p2`. Film 13 cannot be loaded, film 14 has no name although it is
 * promised, the year of film 15 is of the wrong type, film 16 has no director.
 */
export function filmRecord(id: number): FilmRecord | Failure | null {
  if (id === 13) return new Failure('BROKEN', 'Film 13 is broken')
  if (!filmIds.includes(id)) return null
  return {
    id,
    name: id === 14 ? null : `Film ${id}`,
    year: id === 15 ? 'long ago' : 1980 + id,
    tags: id % 2 === 0 ? ['even'] : null,
    director: id === 16 ? null : `p${id % 2 === 0 ? 2 : 1}`,
    cast: [
      { part: 'Hero', actor: 'p1' },
      { part: 'Villain', actor: 'p2' },
    ].slice(0, (id % 2) + 1),
  }
}

/** `p1` and `p2`; null for anybody else. */
export function personRecord(id: string): { readonly id: string; readonly name: string; readonly born: number } | null {
  return id === 'p1' || id === 'p2' ? { id, name: `Person ${id}`, born: 1950 } : null
}

/** The two films after this one, then film 99, which does not exist. Nobody knows what is like film 9. Nothing is like a film that is none. */
export function similarFilms(id: number): readonly number[] | Failure {
  if (!filmIds.includes(id)) return []
  return id === 9 ? new Failure('BROKEN', 'No likes') : [id + 1, id + 2, 99].filter((one) => one !== 21)
}

/** Of films 5 to 7 those whose names hold the text. */
export function searchFilms(text: string): readonly number[] {
  return [5, 6, 7].filter((id) => `Film ${id}`.includes(text))
}

export function posterOf(id: number, { kind, width }: { readonly kind: string; readonly width: number }): { url: string; width: number } {
  return { url: `/${id}/${kind}/${width}`, width }
}
