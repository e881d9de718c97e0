import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { candidateRows } from './candidate-rows.ts'
import { indexFeatures } from './feature-index.ts'
import { isFinished } from './watched.ts'

const features = { ...sampleFeatures(50), runtimeMinutes: [100, null, ...Array.from({ length: 48 }, () => 90)] }
const index = indexFeatures(features)
const surroundings = { now: Date.UTC(2026, 1, 1), country: null }
const empty: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
const because = (history: Partial<History>) =>
  candidateRows(index, { ...empty, ...history }, surroundings).filter((row) => row.kind === 'BECAUSE_YOU_WATCHED')

test.each([
  { name: 'a second before 93 % of the runtime it is unfinished', title: 1, positionSeconds: 5579, finished: false },
  { name: 'at 93 % it is finished', title: 1, positionSeconds: 5580, finished: true },
  { name: 'without a runtime 110 minutes are assumed', title: 2, positionSeconds: 6137, finished: false },
  { name: 'without a runtime, at 93 % of 110 minutes', title: 2, positionSeconds: 6138, finished: true },
  { name: 'begun and left at once it is unfinished', title: 1, positionSeconds: 0, finished: false },
])('$name', ({ title, positionSeconds, finished }) => {
  expect(isFinished(index, { title, positionSeconds, at: 0 })).toBe(finished)
})

test('keys are unique and fit ids of rows; those of the profile come first', () => {
  const rows = candidateRows(index, { ...empty, myList: [3], ratings: [{ title: 5, stars: 5, at: 1 }] }, surroundings)
  expect(rows.slice(0, 4).map((row) => [row.key, row.fixed, row.dedupe])).toEqual([
    ['continue-watching', true, false],
    ['my-list', true, false],
    ['top-picks', true, true],
    ['because-5', true, true],
  ])
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
  for (const row of rows) expect(row.key).toMatch(/^[a-z0-9-]{1,64}$/)
})

test('every genre of the catalog has a row, two that look alike included', () => {
  const twins = indexFeatures({ ...features, genres: features.genres.map((_, at) => (at % 2 === 0 ? ['Sci-Fi'] : ['Sci Fi', 'Ünder 12'])) })
  const rows = candidateRows(twins, null, surroundings).filter((row) => row.kind === 'GENRE')
  expect(rows.map((row) => row.key).toSorted()).toEqual(['genre-sci-fi', 'genre-sci-fi-2', 'genre-u-nder-12'])
})

test('at most four rows because of films, of the latest it took to: rated well, or watched to the end and not rated badly', () => {
  const at = (title: number) => title
  const rows = because({
    ratings: [
      { title: 10, stars: 1, at: at(10) },
      { title: 11, stars: 4.5, at: at(11) },
      { title: 12, stars: 4, at: at(12) },
    ],
    viewings: [
      { title: 10, positionSeconds: 9000, at: at(10) },
      { title: 11, positionSeconds: 60, at: at(11) },
      { title: 13, positionSeconds: 9000, at: at(13) },
      { title: 14, positionSeconds: 60, at: at(14) },
      { title: 15, positionSeconds: 9000, at: at(15) },
      { title: 9, positionSeconds: 9000, at: at(9) },
    ],
  })
  expect(rows.map((row) => row.heading)).toEqual([
    'Because you watched Film 15',
    'Because you watched Film 13',
    'Because you liked Film 12',
    'Because you watched Film 11',
  ])
  expect(rows.map((row) => row.where.like)).toEqual([15, 13, 12, 11])
})

test('a heading never names a film to a child that does not suit children', () => {
  const unsuitable = features.ids.find((_, position) => index.childSafe[position] === false) ?? 0
  expect(because({ kind: 'child', ratings: [{ title: unsuitable, stars: 5, at: 1 }] })).toEqual([])
  expect(because({ ratings: [{ title: unsuitable, stars: 5, at: 1 }] })).toHaveLength(1)
})

test('new films are about the 150 newest; a small catalog is new as a whole', () => {
  const large = indexFeatures(sampleFeatures(2000))
  const since = large.newSince ?? 0
  const count = large.features.years.filter((year) => (year ?? 0) >= since).length
  expect(count).toBeGreaterThanOrEqual(150)
  expect(large.features.years.filter((year) => (year ?? 0) > since).length).toBeLessThan(150)
})
