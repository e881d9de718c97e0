import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ratings } from '../../models/ratings.ts'

/** The code that decides what a model becomes. */
const sources = ['models/*.ts', 'models/page/*.ts', 'tools/model/*.ts']

/** What decides all results of a training, as one SHA-256: the ratings, the seed, the code and the JavaScript engine whose arithmetic it runs on. */
export function trainingKey(ratings: Ratings, seed: number, root: string): string {
  const hash = createHash('sha256')
  const add = (part: string | Uint8Array) => hash.update(`${part.length}:`).update(part)
  add(process.versions.v8)
  add(String(seed))
  for (const file of globSync(sources, { cwd: root }).sort()) {
    if (file.endsWith('.test.ts')) continue
    add(file)
    add(readFileSync(join(root, file)))
  }
  add(ratings.users.join('\n'))
  add(ratings.items.join('\n'))
  for (const column of [ratings.start, ratings.item, ratings.value, ratings.time])
    add(column === null ? '' : new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  return hash.digest('hex')
}
