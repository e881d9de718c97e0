import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Remedy } from '../start/remedy.ts'

/** What MovieLens calls its ratings: ml-100k and older, ml-1m and ml-10m. */
const names = ['u.data', 'ratings.dat'] as const

/** The file with all ratings in a folder of MovieLens, as it is when unpacked. Throws a remedy where there is none. */
export function findRatings(folder: string): string {
  if (!existsSync(folder)) throw new Remedy(`Cannot find MovieLens: there is no folder '${folder}'`)
  if (!statSync(folder).isDirectory()) throw new Remedy(`Cannot find MovieLens: '${folder}' is a file; for a file of ratings use --ratings`)
  const found = names.map((name) => join(folder, name)).find((file) => existsSync(file))
  if (found === undefined) throw new Remedy(`Cannot find MovieLens: '${folder}' needs ${names.join(' or ')}, as in ml-100k or ml-1m`)
  return found
}
