import { Failure } from '../failure.ts'
import { canonicalJson } from '../model/canonical-json.ts'
import { argumentOfKey } from '../model/input.ts'
import type { Field, Model } from '../model/model.ts'
import type { Entry } from './entry.ts'
import { calledValue, listView, loadedValue } from './field-value.ts'
import { entityOf, type Operation } from './operation.ts'

/** Where a path leads in what an operation has come to. */
export interface Place {
  readonly entry: Entry
  readonly field: Field
  /** A reference that the device stated on the way leads elsewhere. */
  readonly disagrees: boolean
}

/** Follows a path through our own references to the entity it ends at; undefined where it leads to nothing that is there. */
export function locate(
  operation: Operation,
  model: Model,
  path: readonly (string | null)[],
  stated: readonly { readonly depth: number; readonly to: readonly unknown[] }[],
): Place | undefined {
  const collection = model.collections.get(String(path[0]))
  let entry: Entry | undefined = operation.root
  let depth = 0
  if (collection !== undefined) {
    entry = operation.find(collection, collection.entity.idKind === 'Int' ? Number(path[1]) : path[1])
    depth = 2
  }
  let disagrees = false
  while (entry !== undefined && entry.denied === undefined && entry.existence !== null) {
    const field: Field | undefined = entry.type.fields.get(String(path[depth++]))
    if (field === undefined) return undefined
    if (field.type.kind === 'leaf') return { entry, field, disagrees }
    const args: Record<string, unknown> = {}
    for (const argument of field.args) {
      const value = argumentOfKey(argument, path[depth++] ?? null)
      if (value !== undefined) args[argument.name] = value
    }
    const slot = operation.compiler.slot(entry.type, field, field.args.length === 0 ? '' : canonicalJson(args))
    const cell = field.source === 'function' ? entry.cells?.[slot] : undefined
    let value = field.source === 'function' ? calledValue(cell) : loadedValue(entry, field)
    if (field.list !== 'none') {
      const list = listView(entry, field, cell)
      const index = Number(path[depth++])
      value = list === null || list instanceof Failure || index >= list.length ? null : list.at(index)
    }
    if (value === null || value instanceof Failure) return undefined
    if (field.type.kind === 'object' && field.type.entity === undefined) {
      entry = operation.find(field.type, value)
      continue
    }
    const entity = entityOf(field, value)
    if (entity instanceof Failure) return undefined
    const reference = stated.find((one) => one.depth === depth)
    if (reference !== undefined && !leadsTo(reference.to, [entity.type.entity.collection, entity.id])) disagrees = true
    entry = operation.find(entity.type, entity.id)
  }
  return undefined
}

function leadsTo(stated: readonly unknown[], ours: readonly unknown[]): boolean {
  return stated.length === ours.length && stated.every((key, index) => String(key) === String(ours[index]))
}
