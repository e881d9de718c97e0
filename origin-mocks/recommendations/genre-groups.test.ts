import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { indexFeatures } from './feature-index.ts'
import { genreHeading } from './genre-heading.ts'

const features = sampleFeatures(2000)
const { pairs, genreDecades, decades } = indexFeatures(features).groups

test('a group holds as many films as the catalog has of it, at least twelve, the largest first, each key once', () => {
  for (const groups of [pairs, genreDecades, decades]) {
    expect(groups.length).toBeGreaterThan(3)
    for (const { genres, decade, films, key } of groups) {
      const found = features.ids.filter((_, index) => {
        const year = features.years[index] ?? null
        const isThen = decade === null || (year !== null && Math.floor(year / 10) * 10 === decade)
        return isThen && genres.every((genre) => features.genres[index]?.includes(genre))
      })
      expect(films).toBe(found.length)
      expect(films).toBeGreaterThanOrEqual(12)
      expect(key).toMatch(/^[a-z0-9-]{1,64}$/)
    }
    expect(groups.map(({ films }) => films)).toEqual(groups.map(({ films }) => films).toSorted((a, b) => b - a))
  }
  const keys = [...pairs, ...genreDecades, ...decades].map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a genre that another one holds makes no pair with it', () => {
  const genres = features.genres.map((_, at) =>
    at % 3 === 0 ? ['Romantic Comedy', 'Comedy'] : at % 3 === 1 ? ['Comedy'] : ['Comedy', 'Western', 'Drama'],
  )
  const found = indexFeatures({ ...features, genres: genres.map((one, at) => (at % 30 === 2 ? ['Drama'] : one)) }).groups.pairs
  expect(found.map((pair) => pair.genres)).not.toContainEqual(['Comedy', 'Romantic Comedy'])
})

test('genres with the longest of names and no letters still have keys that fit', () => {
  const genres = features.genres.map((_, at) => (at % 2 === 0 ? ['x'.repeat(90), 'y'.repeat(90)] : ['映画', 'x'.repeat(90)]))
  const groups = indexFeatures({ ...features, genres }).groups
  for (const { key } of [...groups.pairs, ...groups.genreDecades]) expect(key).toMatch(/^[a-z0-9-]{1,64}$/)
})

test.each([
  { genres: ['Action', 'Comedy'], decade: null, heading: 'Action meets Comedy' },
  { genres: ['Western'], decade: 1960, heading: 'Westerns of the 1960s' },
  { genres: ['Superhero'], decade: 2000, heading: 'Superhero films of the 2000s' },
  { genres: [], decade: 1980, heading: 'Films of the 1980s' },
])('$heading', ({ genres, decade, heading }) => {
  expect(genreHeading(genres, decade)).toBe(heading)
})
