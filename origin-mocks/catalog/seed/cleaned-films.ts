import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type CleanFilms, cleanFilms } from './clean-films.ts'

/** Reads `movies.json` of the package `vega-datasets` and cleans it. For Node: the start tool, the generator of members, tests. */
export function cleanedFilms(): CleanFilms {
  // The package exports only its entry, `build/index.js`; the data lies beside that folder.
  const entry = createRequire(import.meta.url).resolve('vega-datasets')
  const file = join(dirname(entry), '..', 'data', 'movies.json')
  return cleanFilms(JSON.parse(readFileSync(file, 'utf8')) as unknown[])
}
