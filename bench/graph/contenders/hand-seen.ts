import { type Contender, subjectOf } from '../contender.ts'
import { bytesOf } from '../hand.ts'
import type { Film, Loaders, Size } from '../homepage.ts'

/**
 * The floor for seen data: what one would write by hand for this query alone, with the bytes of every title at hand. The page is loaded,
 * references and lists are written anew, titles are copied, into memory of the right size.
 */
const contender: Contender = {
  languages: ['falcor', 'graphql'],
  prepare: (language, size) => {
    const seen: (Uint8Array | undefined)[] = []
    const assemble = language === 'falcor' ? falcor : graphql
    return (loaders) => assemble(loaders, size, seen)
  },
}

export const subject = subjectOf(contender)

type Seen = (Uint8Array | undefined)[]

const encoder = new TextEncoder()
const utf8 = (text: string) => encoder.encode(text)
const rowEnd = utf8(']}')

async function graphql(loaders: Loaders, size: Size, seen: Seen): Promise<Uint8Array> {
  const rows = await rowsOf(loaders, size)
  await learn(loaders, rows, seen, ({ id, name, year, rating, boxart }) => `,${JSON.stringify({ id, name, year, rating, boxart })}`)
  const parts: Uint8Array[] = []
  for (const [index, row] of rows.entries()) {
    parts.push(utf8(`${index === 0 ? '{"data":{"home":{"rows":[' : ','}{"titles":[`))
    for (let column = 0; column < size.columns; column++) {
      const bytes = seen[row.titles[column] as number] as Uint8Array
      parts.push(column === 0 ? bytes.subarray(1) : bytes)
    }
    parts.push(rowEnd)
  }
  parts.push(utf8(']}}}'))
  return joined(parts)
}

async function falcor(loaders: Loaders, size: Size, seen: Seen): Promise<Uint8Array> {
  const home = await loaders.home()
  const rows = await rowsOf(loaders, size)
  await learn(loaders, rows, seen, (film) => `,"${film.id}":${filmText(film)}`)
  const references = rows.map((row, index) => `"${index}":{"$type":"ref","value":["rows","${row.id}"]}`)
  const shelves = [...rows]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => {
      let text = `"${row.id}":{"titles":{`
      for (let column = 0; column < size.columns; column++) {
        text += `${column === 0 ? '' : ','}"${column}":{"$type":"ref","value":["titles",${row.titles[column]}]}`
      }
      return `${text}}}`
    })
  const wanted: boolean[] = []
  for (const row of rows) for (let column = 0; column < size.columns; column++) wanted[row.titles[column] as number] = true
  const parts: Uint8Array[] = [
    utf8(
      `{"jsonGraph":{"home":{"$type":"ref","value":["homes","${home.id}"]},"homes":{"${home.id}":{"rows":{${references}}}},"rows":{${shelves}},"titles":{`,
    ),
  ]
  for (let id = 0; id < wanted.length; id++) {
    const bytes = wanted[id] === true ? (seen[id] as Uint8Array) : undefined
    if (bytes !== undefined) parts.push(parts.length === 1 ? bytes.subarray(1) : bytes)
  }
  const to = (count: number) => (count === 1 ? 0 : { from: 0, to: count - 1 })
  const paths = [['home', 'rows', to(size.rows), 'titles', to(size.columns), ['boxart', 'id', 'name', 'rating', 'year']]]
  parts.push(utf8(`}},"paths":${JSON.stringify(paths)}}`))
  return joined(parts)
}

async function rowsOf(loaders: Loaders, size: Size) {
  return loaders.rows((await loaders.home()).rows.slice(0, size.rows))
}

/** Loads what has not been seen. */
async function learn(loaders: Loaders, rows: readonly { readonly titles: readonly number[] }[], seen: Seen, text: (film: Film) => string) {
  const missing = new Set<number>()
  for (const row of rows) for (const id of row.titles) if (seen[id] === undefined) missing.add(id)
  if (missing.size > 0) for (const film of await loaders.titles([...missing])) seen[film.id] = utf8(text(film))
}

function filmText({ id, name, year, rating, boxart }: Film): string {
  const atom = (value: unknown) => ({ $expires: -300_000, $type: 'atom', value })
  return new TextDecoder().decode(bytesOf({ boxart: atom(boxart), id: atom(id), name: atom(name), rating: atom(rating), year: atom(year) }))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
