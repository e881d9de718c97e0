import type { Columns } from './columns.ts'

/** What content is scored by: a film is its place here. */
export type ContentColumns = Pick<
  Columns,
  'count' | 'genreStarts' | 'genres' | 'decades' | 'directors' | 'quality' | 'qualityOdds' | 'meanQuality' | 'popularity'
>

/** The content of some films side by side, in the order of their positions: spread over a catalog, each would be waited for. */
export function someContent(columns: Columns, positions: Int32Array): ContentColumns {
  const genresOf = (position: number) => columns.genres.subarray(columns.genreStarts[position], columns.genreStarts[position + 1])
  const genreStarts = new Int32Array(positions.length + 1)
  for (let place = 0; place < positions.length; place++)
    genreStarts[place + 1] = (genreStarts[place] as number) + genresOf(positions[place] as number).length
  const genres = new Int16Array(genreStarts[positions.length] as number)
  for (let place = 0; place < positions.length; place++) genres.set(genresOf(positions[place] as number), genreStarts[place])
  const { meanQuality, decades, directors, quality, qualityOdds, popularity } = columns
  const floats = (column: Float64Array) => Float64Array.from(positions, (position) => column[position] as number)
  return {
    ...{ count: positions.length, genreStarts, genres, meanQuality },
    decades: Int16Array.from(positions, (position) => decades[position] as number),
    directors: Int32Array.from(positions, (position) => directors[position] as number),
    ...{ quality: floats(quality), qualityOdds: floats(qualityOdds), popularity: floats(popularity) },
  }
}
