import { expect, test } from 'vitest'
import { featuresOf } from '../features.ts'
import type { Film } from './clean-films.ts'
import { similarFilms } from './similar-films.ts'

const film = (id: number, over: Partial<Film>): Film => ({
  id,
  name: `Film ${id}`,
  year: 2000,
  runtimeMinutes: null,
  maturity: 'PG',
  synopsis: null,
  genres: ['Drama'],
  director: null,
  released: null,
  source: null,
  rating: null,
  critics: null,
  grossDollars: null,
  ...over,
})
const similar = (films: readonly Film[], count?: number) => similarFilms(featuresOf(films), count)[0]

test.each([
  { name: 'the same genre before the same director', nearer: {}, farther: { genres: ['Horror'], director: 'a' } },
  { name: 'the same director before another', nearer: { director: 'a' }, farther: {} },
  { name: 'a near year before a far one', nearer: { year: 2003 }, farther: { year: 1990 } },
  { name: 'a known year before an unknown one', nearer: { year: 1985 }, farther: { year: null } },
  { name: 'the same maturity before another', nearer: {}, farther: { maturity: 'R' } },
  { name: 'all genres before some', nearer: {}, farther: { genres: ['Drama', 'Western'] } },
])('$name', ({ nearer, farther }) => {
  expect(similar([film(1, { director: 'a' }), film(2, farther), film(3, nearer)])).toEqual([3, 2])
})

test('of equals the lower id comes first, and never the film itself', () => {
  expect(similar([film(1, {}), film(2, {}), film(3, {}), film(4, {})])).toEqual([2, 3, 4])
})

test('unknown maturity and director make nothing alike', () => {
  const unknown = { maturity: null, director: null, genres: [], year: null }
  expect(similar([film(1, unknown), film(2, unknown), film(3, { year: null, genres: [] })])).toEqual([2, 3])
})

test('at most so many are given', () => {
  const films = Array.from({ length: 60 }, (_, index) => film(index + 1, {}))
  expect(similar(films)).toHaveLength(40)
  expect(similar(films, 3)).toEqual([2, 3, 4])
  expect(similar([film(1, {})])).toEqual([])
})
