import { Fragment } from '../fragments/fragment-store.ts'
import type { Shape, ShapeMember } from '../plan/shape.ts'
import { encodeUtf8 } from '../text-encoding.ts'
import { JsonBody, JsonWriter } from './json-writer.ts'
import { quote } from './quote.ts'
import { TextWriter } from './text-writer.ts'

/** What is to be written. */
export interface GraphQLResult {
  readonly data?: unknown
  readonly errors?: unknown
}

/** A result as JSON, handed over whole: the fastest way where it is short. */
export function shortJson(result: GraphQLResult): JsonBody {
  return new JsonBody(encodeUtf8(JSON.stringify(result)))
}

/**
 * A result as JSON, written list by list: an object is handed to `JSON.stringify` whole where no list of objects is in it and taken apart
 * where one is, so that no single string grows to the size of the answer.
 */
export function longJson(result: GraphQLResult, shape: Shape): JsonBody {
  const writer = new TextWriter()
  const write = (text: string) => writer.write(text)
  writeResult(result, shape, write, (items) => write(JSON.stringify(items)))
  return writer.done()
}

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
  writeResult(result, shape, (text) => writer.write(text), writeItems)
  return writer.done()
}

type Write = (text: string) => void
type WriteItems = (items: readonly unknown[]) => void

function writeResult({ data, errors }: GraphQLResult, shape: Shape, write: Write, writeItems: WriteItems): void {
  write(errors === undefined ? '{"data":' : `{"errors":${JSON.stringify(errors)},"data":`)
  writeObject(data, shape, write, writeItems)
  write('}')
}

function writeObject(object: unknown, shape: Shape | undefined, write: Write, writeItems: WriteItems): void {
  if (typeof object !== 'object' || object === null || !shape?.holdsLists) return write(JSON.stringify(object ?? null))
  let before = '{'
  for (const member of shape.members) {
    write(`${before}${quote(member.name)}:`)
    writeMember((object as Record<string, unknown>)[member.name], member, write, writeItems)
    before = ','
  }
  write(before === '{' ? '{}' : '}')
}

function writeMember(value: unknown, { only: shape }: ShapeMember, write: Write, writeItems: WriteItems): void {
  // Members of interfaces and unions differ in shape: such a value is handed over whole.
  if (!Array.isArray(value)) return writeObject(value, shape, write, writeItems)
  if (!shape?.holdsLists) return writeItems(value)
  let before = '['
  for (const item of value) {
    write(before)
    writeObject(item, shape, write, writeItems)
    before = ','
  }
  write(before === '[' ? '[]' : ']')
}
