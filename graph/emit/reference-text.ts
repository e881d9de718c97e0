import type { EntityType, Field } from '../model/model.ts'
import { encodeUtf8 } from '../text-encoding.ts'
import { quote } from './quote.ts'

/** A reference up to its id. */
export function referenceText({ expires }: Field, { entity }: EntityType): string {
  const life = expires === undefined ? '' : `"$expires":${expires},`
  return `{${life}"$type":"ref","value":[${quote(entity.collection)},`
}

/** Indices for which the bytes are kept; beyond, they are made each time. */
const kept = 512

/** Bytes by field; as many as the schema has lists of references. */
const indexed = new WeakMap<Field, { readonly first: (Uint8Array | undefined)[]; readonly next: (Uint8Array | undefined)[] }>()

/** A reference in a list, from the brace or comma before its index up to its id. */
export function indexedReference(field: Field, type: EntityType, index: number, isFirst: boolean): Uint8Array {
  let bytes = indexed.get(field)
  if (bytes === undefined) indexed.set(field, (bytes = { first: [], next: [] }))
  const list = isFirst ? bytes.first : bytes.next
  const known = list[index]
  if (known !== undefined) return known
  const made = encodeUtf8(`${isFirst ? '{' : ','}"${index}":${referenceText(field, type)}`)
  if (index < kept) list[index] = made
  return made
}
