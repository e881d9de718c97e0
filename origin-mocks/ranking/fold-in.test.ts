import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { toColumns } from './columns.ts'
import { foldIn } from './fold-in.ts'
import { observeHistory } from './observe-history.ts'

const features = sampleFeatures(400)
const columns = toColumns(features)
const empty: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
const day = 24 * 60 * 60 * 1000

test('recovers which genre a profile was made to love and which to hate', () => {
  const [loved, hated] = [columns.genreNumbers.get('Drama') ?? -1, columns.genreNumbers.get('Horror') ?? -1]
  const ratings = features.ids.slice(0, 200).map((title, index) => {
    const genres = features.genres[index] ?? []
    const stars = 3 + (genres.includes('Drama') ? 1.5 : 0) - (genres.includes('Horror') ? 1.5 : 0) + ((index % 5) - 2) / 4
    return { title, stars: Math.min(5, Math.max(0.5, stars)), at: 0 }
  })
  const { genres } = foldIn(columns, { ...empty, ratings })
  const sorted = Array.from(genres.keys()).toSorted((a, b) => (genres[b] ?? 0) - (genres[a] ?? 0))
  expect(sorted[0]).toBe(loved)
  expect(sorted.at(-1)).toBe(hated)
})

test('recovers a love of quality', () => {
  const ratings = features.ids
    .slice(0, 200)
    .map((title, index) => ({ title, stars: 1 + 4 * ((features.quality[index] ?? 0) - 0.35) * 2, at: 0 }))
  expect(foldIn(columns, { ...empty, ratings }).quality).toBeGreaterThan(0.5)
  expect(foldIn(columns, empty).quality).toBe(0)
})

test('support smooths: the same opinion said of five films says more of their genre than said of one', () => {
  const drama = features.ids.filter((_, index) => features.genres[index]?.join() === 'Drama')
  const number = columns.genreNumbers.get('Drama') ?? -1
  const affinity = (count: number) =>
    foldIn(columns, { ...empty, viewings: drama.slice(0, count).map((title) => ({ title, positionSeconds: 99_999, at: 0 })) }).genres[
      number
    ] ?? 0
  expect(affinity(1)).toBeGreaterThan(0)
  expect(affinity(5)).toBeGreaterThan(affinity(1) * 1.5)
})

test("a rating counts from the profile's own mean: three stars are praise from one who gives one", () => {
  const ratings = [{ title: 1, stars: 3, at: 0 }, ...[2, 3, 4, 5, 6, 7, 8, 9].map((title) => ({ title, stars: 1, at: 0 }))]
  const opinions = observeHistory(columns, { ...empty, ratings })
  expect(opinions[0]?.value).toBeGreaterThan(0.5)
  expect(opinions[1]?.value).toBeLessThan(0)
})

test('opinions weigh by recency, viewings by what was watched; a rating speaks before a viewing; unknown films say nothing', () => {
  const opinions = observeHistory(columns, {
    ...empty,
    ratings: [
      { title: 1, stars: 5, at: 900 * day },
      { title: 2, stars: 5, at: 855 * day },
      { title: 3, stars: 5, at: 0 },
      { title: 1_000_000, stars: 5, at: 0 },
    ],
    viewings: [
      { title: 1, positionSeconds: 99_999, at: 900 * day },
      { title: 4, positionSeconds: 99_999, at: 900 * day },
      { title: 5, positionSeconds: 0, at: 900 * day },
    ],
  })
  expect(opinions.map(({ position, weight }) => [position, Math.round(weight * 1000) / 1000])).toEqual([
    [0, 1],
    [1, 0.625],
    [2, 0.25],
    [3, 0.5],
    [4, 0],
  ])
})
