import { Remedy } from '../start/remedy.ts'
import { readLines } from './read-lines.ts'
import { formatOf } from './read-ratings.ts'

/** Who might rate what: `users[n]` and `items[n]` are a pair. */
export interface Pairs {
  readonly users: readonly string[]
  readonly items: readonly string[]
}

/** Reads pairs, one a line: `user<TAB>item` or `user::item`; further fields are not looked at. Throws a remedy that names the line for anything else. */
export async function readPairs(file: string): Promise<Pairs> {
  const users: string[] = []
  const items: string[] = []
  await readLines(file, (line, number) => {
    const format = formatOf(line, 2)
    const [user = '', item = ''] = format === undefined ? [] : line.split(format.separator)
    if (user === '' || item === '')
      throw new Remedy(`Cannot read pairs from '${file}': needs a user and an item, apart by a tab or ::, line ${number} has '${line}'`)
    users.push(user)
    items.push(item)
  })
  if (users.length === 0) throw new Remedy(`Cannot read pairs from '${file}': needs at least one, found an empty file`)
  return { users, items }
}
