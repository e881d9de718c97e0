import { Fragment } from '../fragments/fragment-store.ts'
import type { Shape, ShapeMember } from '../plan/shape.ts'
import { type JsonBody, JsonWriter } from './json-writer.ts'
import { quote } from './quote.ts'

/**
 * Writes a GraphQL answer as JSON, list by list: an object is handed to `JSON.stringify` whole where no list of objects is in it, which is
 * the fastest way there is, and taken apart where one is, so that no single string grows to the size of the answer. Without a shape all is
 * handed over whole.
 */
export function graphqlJson(result: { readonly data?: unknown; readonly errors?: unknown }, shape: Shape | undefined): JsonBody {
  const writer = new JsonWriter()
  let before = '{'
  if (result.errors !== undefined) {
    writer.write(`${before}"errors":${JSON.stringify(result.errors)}`)
    before = ','
  }
  if ('data' in result) {
    writer.write(`${before}"data":`)
    writeObject(writer, result.data, shape)
  }
  writer.write('}')
  return writer.done()
}

function writeObject(writer: JsonWriter, object: unknown, shape: Shape | undefined): void {
  if (typeof object !== 'object' || object === null || shape === undefined || !shape.holdsLists) {
    writer.write(JSON.stringify(object ?? null))
    return
  }
  let before = '{'
  for (const member of shape.members) {
    writer.write(`${before}${quote(member.name)}:`)
    writeMember(writer, (object as Record<string, unknown>)[member.name], member)
    before = ','
  }
  writer.write(before === '{' ? '{}' : '}')
}

/** Fragments are copied; the objects between them are handed over together. */
function writeItems(writer: JsonWriter, items: readonly unknown[]): void {
  writer.write('[')
  let from = 0
  for (let index = 0; index <= items.length; index++) {
    const item = items[index]
    if (index < items.length && !(item instanceof Fragment)) continue
    if (from < index) writer.write((from === 0 ? '' : ',') + JSON.stringify(items.slice(from, index)).slice(1, -1))
    if (item instanceof Fragment) writer.writeBytes(index === 0 ? item.bytes.subarray(1) : item.bytes)
    from = index + 1
  }
  writer.write(']')
}

function writeMember(writer: JsonWriter, value: unknown, { child }: ShapeMember): void {
  // Members of interfaces and unions differ in shape: such a value is handed over whole.
  const [shape] = child?.size === 1 ? child.values() : []
  if (!Array.isArray(value) || shape === undefined || !shape.holdsLists) {
    if (Array.isArray(value)) writeItems(writer, value)
    else writeObject(writer, value, shape)
    return
  }
  let before = '['
  for (const item of value) {
    writer.write(before)
    writeObject(writer, item, shape)
    before = ','
  }
  writer.write(before === '[' ? '[]' : ']')
}
