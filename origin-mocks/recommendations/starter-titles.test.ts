import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import { indexFeatures } from './feature-index.ts'
import { starterTitles } from './starter-titles.ts'

const features = sampleFeatures(2000)
const index = indexFeatures(features)
const at = (title: number) => features.ids.indexOf(title)

test('sixty titles, each once, all well known, no genre as common as among the best known sixty', () => {
  const titles = starterTitles(index, false, [])
  expect(new Set(titles).size).toBe(60)
  for (const title of titles) expect(features.popularity[at(title)]).toBeGreaterThan(0.5)
  const commonest = (positions: readonly number[]) => {
    const counts = Map.groupBy(
      positions.flatMap((position) => features.genres[position] ?? []),
      (genre) => genre,
    )
    return Math.max(...[...counts.values()].map((films) => films.length))
  }
  expect(commonest(titles.map(at))).toBeLessThan(commonest(index.orders.score.slice(0, 60)))
  const directors = titles.map((title) => features.directors[at(title)]).filter((director) => director !== null)
  expect(new Set(directors).size).toBeGreaterThan(0.9 * directors.length)
})

test('for a child nothing that does not suit children, and for nobody what is excluded', () => {
  const titles = starterTitles(index, true, [{ id: 'r', exclude: { genre: 'Comedy' } }])
  expect(titles).toHaveLength(60)
  for (const title of titles) {
    expect(suitsChildren(features.maturity[at(title)] ?? null)).toBe(true)
    expect(features.genres[at(title)]).not.toContain('Comedy')
  }
})

test('a catalog smaller than the list is offered whole', () => {
  expect(starterTitles(indexFeatures(sampleFeatures(7)), false, []).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7])
})
