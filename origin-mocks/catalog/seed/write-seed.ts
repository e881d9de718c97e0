import { writeFileSync } from 'node:fs'
import { cleanedFilms } from './cleaned-films.ts'
import { seedSql } from './seed-sql.ts'

/** Writes the SQL file that seeds the catalog. */
export function writeSeed(file: string): { films: number; people: number } {
  const clean = cleanedFilms()
  writeFileSync(file, seedSql(clean))
  return { films: clean.films.length, people: clean.people.length }
}

if (import.meta.main) {
  const file = process.argv[2]
  if (file === undefined) {
    console.error('Cannot write the seed: the path of the file to write is missing')
    process.exit(1)
  }
  const { films, people } = writeSeed(file)
  console.log(`Wrote ${films} films and ${people} people to ${file}`)
}
