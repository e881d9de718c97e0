import { canonicalJson } from './canonical-json.ts'
import type { Argument, InputType, LeafType } from './model.ts'

/** A value that does not fit its argument. */
export class BadInput {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Checks a JSON value against an argument's type; undefined is an argument not given. Returns the value with defaults filled in. */
export function coerceArgument(argument: Argument, value: unknown): unknown {
  if (value === undefined || (value === null && argument.defaultValue !== undefined)) {
    if (argument.defaultValue !== undefined) return argument.defaultValue
    if (argument.type.kind === 'nonNull') return new BadInput(`Argument '${argument.name}' is required`)
    return value
  }
  return coerceInput(argument.type, value)
}

function coerceInput(type: InputType, value: unknown): unknown {
  switch (type.kind) {
    case 'nonNull':
      return value === null || value === undefined ? new BadInput('Null where a value is required') : coerceInput(type.inner, value)
    case 'list': {
      if (value === null) return null
      const items = (Array.isArray(value) ? value : [value]).map((item) => coerceInput(type.item, item))
      return items.find((item) => item instanceof BadInput) ?? items
    }
    case 'object': {
      if (value === null) return null
      if (typeof value !== 'object' || Array.isArray(value)) return new BadInput(`Not an object of type ${type.name}`)
      return coerceObject(type.fields, type.oneOf, type.name, value as Record<string, unknown>)
    }
    case 'leaf':
      return value === null ? null : coerceLeafInput(type.leaf, value)
  }
}

function coerceObject(fields: ReadonlyMap<string, Argument>, oneOf: boolean, name: string, value: Record<string, unknown>): unknown {
  const given = Object.keys(value)
  if (given.some((key) => !fields.has(key))) return new BadInput(`A field that ${name} does not have`)
  if (oneOf && (given.length !== 1 || value[given[0] as string] === null)) return new BadInput(`Exactly one field of ${name} must be given`)
  const out: Record<string, unknown> = {}
  for (const field of fields.values()) {
    const coerced = coerceArgument(field, Object.hasOwn(value, field.name) ? value[field.name] : undefined)
    if (coerced instanceof BadInput) return coerced
    if (coerced !== undefined) out[field.name] = coerced
  }
  return out
}

function coerceLeafInput(type: LeafType, value: unknown): unknown {
  switch (type.leaf) {
    case 'Int':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2_147_483_648 && value !== 2_147_483_648
        ? value
        : new BadInput('Not an Int')
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value) ? value : new BadInput('Not a Float')
    case 'String':
      return typeof value === 'string' ? value : new BadInput('Not a String')
    case 'Boolean':
      return typeof value === 'boolean' ? value : new BadInput('Not a Boolean')
    case 'ID':
      if (typeof value === 'string') return value
      return Number.isInteger(value) ? String(value) : new BadInput('Not an ID')
    case 'enum':
      return typeof value === 'string' && type.values.has(value) ? value : new BadInput(`Not a name of ${type.name}`)
    case 'custom':
      return value
  }
}

const canonicalNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** Reads an argument from its key in a path: `"~"` and null are the default, a list or input object is canonical JSON. */
export function argumentOfKey(argument: Argument, key: string | null): unknown {
  if (key === null || key === '~') return coerceArgument(argument, undefined)
  const value = valueOfKey(argument.type, key)
  return value instanceof BadInput ? value : coerceArgument(argument, value)
}

function valueOfKey(type: InputType, key: string): unknown {
  if (type.kind === 'nonNull') return valueOfKey(type.inner, key)
  if (type.kind === 'leaf' && type.leaf.leaf !== 'custom') {
    switch (type.leaf.leaf) {
      case 'Int':
      case 'Float':
        return canonicalNumber.test(key) ? Number(key) : key
      case 'Boolean':
        return key === 'true' ? true : key === 'false' ? false : key
      default:
        return key
    }
  }
  try {
    const value: unknown = JSON.parse(key)
    return canonicalJson(value) === key ? value : new BadInput('Not canonical JSON (RFC 8785)')
  } catch {
    return type.kind === 'leaf' ? key : new BadInput('Not JSON')
  }
}
