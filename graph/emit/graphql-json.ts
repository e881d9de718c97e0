import { Fragment } from '../fragments/fragment-store.ts'
import type { Shape, ShapeMember } from '../plan/shape.ts'
import { encodeUtf8 } from '../text-encoding.ts'
import { joinBytes } from './join-bytes.ts'
import { JsonBody, JsonWriter } from './json-writer.ts'
import { quote } from './quote.ts'

/** What is to be written. */
export interface GraphQLResult {
  readonly data?: unknown
  readonly errors?: unknown
}

/** A result as JSON, handed over whole: the fastest way where it is short. */
export function shortJson(result: GraphQLResult): JsonBody {
  return new JsonBody(JSON.stringify(result))
}

/**
 * A result as JSON, written in pieces: a long list is handed to `JSON.stringify` some items at a time, so that no single string grows to the
 * size of the answer. One character outside Latin-1 makes V8 keep a whole string in two bytes a character, which then costs three times as
 * much; so it costs that piece alone.
 */
export function longJson(result: GraphQLResult, shape: Shape): JsonBody {
  const pieces: string[] = []
  writeResult(result, shape, {
    write: (text) => void pieces.push(text),
    takesApart: (items) => items.length <= fewItems,
    writeItems(items) {
      let before = '['
      for (let from = 0, count = 1; from < items.length; ) {
        const json = JSON.stringify(items.slice(from, from + count)).slice(1, -1)
        pieces.push(before, json)
        before = ','
        from += count
        count = Math.max(1, Math.floor((pieceLength * count) / json.length))
      }
      pieces.push(before === '[' ? '[]' : ']')
    },
  })
  // A string of one byte a character cannot match, and V8 knows it without looking at each.
  return new JsonBody(pieces.some((piece) => wide.test(piece)) ? joinBytes(pieces.map(encodeUtf8)) : pieces.join(''))
}

/** Of so few items with lists in them each is taken apart: one may be most of the answer. */
const fewItems = 4
/** About as many characters make a piece. */
const pieceLength = 16_384
const wide = /[^\u0000-\u00ff]/

/** A result that may hold fragments, which are copied; the objects between them are handed over together. */
export function fragmentJson(result: GraphQLResult, shape: Shape): JsonBody {
  const writer = new JsonWriter()
  const between = (items: readonly unknown[], from: number, to: number) => {
    if (from < to) writer.write((from === 0 ? '' : ',') + JSON.stringify(items.slice(from, to)).slice(1, -1))
  }
  const writeItems = (items: readonly unknown[]) => {
    writer.write('[')
    let from = 0
    for (let index = 0; index < items.length; index++) {
      const item = items[index]
      if (!(item instanceof Fragment)) continue
      between(items, from, index)
      writer.writeBytes(index === 0 ? item.bytes.subarray(1) : item.bytes)
      from = index + 1
    }
    between(items, from, items.length)
    writer.write(']')
  }
  writeResult(result, shape, { write: (text) => writer.write(text), takesApart: () => true, writeItems })
  return writer.done()
}

interface Pieces {
  write(text: string): void
  /** Whether items with lists in them are written one by one, each taken apart. */
  takesApart(items: readonly unknown[]): boolean
  /** Writes a list whose items are handed over whole. */
  writeItems(items: readonly unknown[]): void
}

function writeResult({ data, errors }: GraphQLResult, shape: Shape, to: Pieces): void {
  to.write(errors === undefined ? '{"data":' : `{"errors":${JSON.stringify(errors)},"data":`)
  writeObject(data, shape, to)
  to.write('}')
}

function writeObject(object: unknown, shape: Shape | undefined, to: Pieces): void {
  if (typeof object !== 'object' || object === null || !shape?.holdsLists) return to.write(JSON.stringify(object ?? null))
  let before = '{'
  for (const member of shape.members) {
    to.write(`${before}${quote(member.name)}:`)
    writeMember((object as Record<string, unknown>)[member.name], member, to)
    before = ','
  }
  to.write(before === '{' ? '{}' : '}')
}

function writeMember(value: unknown, { only: shape }: ShapeMember, to: Pieces): void {
  // Members of interfaces and unions differ in shape: such a value is handed over whole.
  if (!Array.isArray(value)) return writeObject(value, shape, to)
  if (!shape?.holdsLists || !to.takesApart(value)) return to.writeItems(value)
  let before = '['
  for (const item of value) {
    to.write(before)
    writeObject(item, shape, to)
    before = ','
  }
  to.write(before === '[' ? '[]' : ']')
}
