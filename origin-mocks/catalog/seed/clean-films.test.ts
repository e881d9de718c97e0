import { describe, expect, test } from 'vitest'
import { cleanFilms } from './clean-films.ts'
import { cleanedFilms } from './cleaned-films.ts'

const { films, people, mends } = cleanedFilms()
const named = (name: string) => films.filter((film) => film.name === name)
const row = (over: Record<string, unknown>) => ({
  Title: 'A Film',
  'Release Date': 'Jun 12 1998',
  Director: null,
  'IMDB Rating': null,
  'IMDB Votes': null,
  ...over,
})

describe('the films of the data set', () => {
  test('are mended as the README counts', () => {
    expect(mends).toEqual({
      namelessDropped: 1,
      duplicateMerged: 1,
      numericName: 9,
      mojibake: 18,
      spacesCollapsed: 2,
      releaseNoteCut: 6,
      articleMoved: 6,
      doubledQuotes: 1,
      twoDigitYear: 22,
      yearOnly: 72,
      unknownDate: 8,
      openMaturity: 2,
      impossibleRuntime: 0,
      unknownDistributor: 1,
      sharedRating: 66,
    })
  })

  test('are 3,199 with contiguous ids, and 550 directors', () => {
    expect(films).toHaveLength(3_199)
    expect(films.map((film) => film.id)).toEqual(films.map((_, index) => index + 1))
    expect(people).toHaveLength(550)
  })

  test('lack what the README says', () => {
    expect(films.filter((film) => film.runtimeMinutes === null)).toHaveLength(1_991)
    expect(films.filter((film) => film.genres.length === 0)).toHaveLength(260)
  })

  test('are the same in the same places each time', () => {
    expect(cleanedFilms().films).toEqual(films)
    expect(films[0]).toMatchObject({ id: 1, name: 'The Land Girls', year: 1998 })
    expect(films.at(-1)).toMatchObject({ id: 3_199, name: 'The Mask of Zorro' })
  })

  test('are plausible, every one', () => {
    for (const film of films) {
      expect(film.name).toMatch(/^\S(.*\S)?$/)
      expect(film.year === null || (film.year >= 1915 && film.year <= 2011)).toBe(true)
      expect(film.runtimeMinutes === null || (film.runtimeMinutes >= 40 && film.runtimeMinutes <= 240)).toBe(true)
      expect([null, 'G', 'PG', 'PG-13', 'R', 'NC-17', 'Not Rated']).toContain(film.maturity)
      expect(new Set(film.genres).size).toBe(film.genres.length)
    }
  })

  test('are one per name, year and director', () => {
    expect(new Set(films.map(({ name, year, director }) => JSON.stringify([name, year, director]))).size).toBe(films.length)
  })

  test.each([
    { name: '2046', year: 2005, why: 'a name that was a number' },
    { name: 'Duel in the Sun', year: 1946, why: 'a year of two digits' },
    { name: 'Casablanca', year: 1942, why: 'a bare year, shifted by a day' },
    { name: 'Defiance', year: 2008, why: 'a true 31 December' },
    { name: "Barney's Version", year: null, why: 'the zero of the clock' },
    { name: 'Léon', year: 1994, why: 'text in the wrong character set' },
    { name: 'Das Boot', year: 1982, why: 'an article at the end' },
    { name: 'Fantasia 2000', year: 2000, why: 'two releases of one film' },
    { name: 'Alien³', year: 1992, why: 'a letter that looks wrong and is right' },
  ])('hold $name of $year ($why)', ({ name, year }) => {
    expect(named(name).map((film) => film.year)).toEqual([year])
  })

  test('keep remakes apart, and take from both the rating that only one of them has', () => {
    expect(named('Ben-Hur').map((film) => film.year)).toEqual([1925, 1959])
    expect(named('Ben-Hur').map((film) => film.rating)).toEqual([null, null])
  })

  test('have a synopsis made of facts', () => {
    expect(named('Jurassic Park')[0]?.synopsis).toBe(
      'A science-fiction action film from 1993, directed by Steven Spielberg, based on a book or short story. Released by Universal.',
    )
  })
})

describe('cleaning', () => {
  test('drops what has no name and keeps ids contiguous', () => {
    const clean = cleanFilms([row({ Title: null }), row({ Title: ' ' }), row({ Title: 'B' }), row({ Title: 9 })])
    expect(clean.films.map(({ id, name }) => [id, name])).toEqual([
      [1, 'B'],
      [2, '9'],
    ])
    expect(clean.mends).toMatchObject({ namelessDropped: 2, numericName: 1 })
  })

  test('merges duplicates, the first filled from the second', () => {
    const first = row({ 'Running Time min': null, 'MPAA Rating': 'PG' })
    const second = row({ 'Running Time min': 90, 'MPAA Rating': 'R' })
    const { films } = cleanFilms([first, row({ Title: 'B' }), second])
    expect(films.map(({ id, name, runtimeMinutes, maturity }) => [id, name, runtimeMinutes, maturity])).toEqual([
      [1, 'A Film', 90, 'PG'],
      [2, 'B', null, null],
    ])
  })

  test('does not merge films of one name by other directors or of other years', () => {
    const rows = [row({}), row({ Director: 'Agnès Varda' }), row({ 'Release Date': 'Jun 12 1999' })]
    expect(cleanFilms(rows).films).toHaveLength(3)
  })

  test('takes a runtime of 0 for an unknown one', () => {
    const { films, mends } = cleanFilms([row({ 'Running Time min': 0 })])
    expect([films[0]?.runtimeMinutes, mends.impossibleRuntime]).toEqual([null, 1])
  })

  test('refuses two names under one slug', () => {
    expect(() => cleanFilms([row({ Director: 'A. B.' }), row({ Title: 'B', Director: 'A B' })])).toThrow(
      "the id 'a-b' stands for 'A. B.' and 'A B'",
    )
  })
})
