import { describe, expect, test } from 'vitest'
import { featuresOf } from './features.ts'
import type { Film } from './seed/clean-films.ts'
import { cleanedFilms } from './seed/cleaned-films.ts'

const { films } = cleanedFilms()
const features = featuresOf(films)
const at = (column: readonly number[], name: string) => column[features.names.indexOf(name)] ?? Number.NaN

describe('features of films', () => {
  test('have one version for the same films and another for any change', () => {
    expect(featuresOf(films).version).toBe(features.version)
    expect(features.version).toMatch(/^[0-9a-f]{16}$/)
    const changed = films.map((film, index): Film => (index === 1_000 ? { ...film, maturity: 'X' } : film))
    expect(featuresOf(changed).version).not.toBe(features.version)
  })

  test('know good films from bad ones', () => {
    expect(at(features.quality, 'The Godfather')).toBeGreaterThan(0.85)
    expect(at(features.quality, 'Battlefield Earth: A Saga of the Year 3000')).toBeLessThan(0.25)
    expect(Math.min(...features.quality)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...features.quality)).toBeLessThanOrEqual(1)
  })

  test('draw a film with few votes towards the mean', () => {
    const [model] = films
    const film = (id: number, mean: number, votes: number) => ({ ...model, id, critics: null, rating: { mean, votes } }) as Film
    const [many = 0, few = 0, other = 0] = featuresOf([film(1, 9, 100_000), film(2, 9, 10), film(3, 3, 100_000)]).quality
    expect(many).toBeGreaterThan(few)
    expect(few).toBeGreaterThan(other)
  })

  test('rank popularity from 0 to 1', () => {
    expect(Math.max(...features.popularity)).toBe(1)
    expect(Math.min(...features.popularity)).toBe(0)
    expect(at(features.popularity, 'Titanic')).toBeGreaterThan(0.99)
    expect(at(features.popularity, 'Big Things')).toBe(0)
  })

  test('of no films are empty', () => {
    expect(featuresOf([])).toMatchObject({ ids: [], quality: [], popularity: [] })
  })
})
