import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { toColumns } from './columns.ts'

test('columns and postings say of each film what the features say', () => {
  const features = sampleFeatures(200)
  const columns = toColumns(features)
  for (const [position, id] of features.ids.entries()) {
    expect(columns.positions.get(id)).toBe(position)
    for (const [genre, number] of columns.genreNumbers) {
      expect(columns.byGenre[number]?.includes(position)).toBe(features.genres[position]?.includes(genre))
    }
    const director = columns.directors[position] ?? -1
    if (features.directors[position] === null) expect(director).toBe(-1)
    else expect(columns.byDirector[director]?.includes(position)).toBe(true)
  }
})

test.each([
  { name: 'a short column', change: { names: ['one'] }, message: /need 20 of each, found 1/ },
  { name: 'ids that do not ascend', change: { ids: Array.from({ length: 20 }, () => 7) }, message: /ascending ids, found 7 after 7/ },
])('refuses $name', ({ change, message }) => {
  expect(() => toColumns({ ...sampleFeatures(20), ...change })).toThrow(message)
})
