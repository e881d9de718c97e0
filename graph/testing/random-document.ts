import fc from 'fast-check'

/** A GraphQL document that is valid for the film schema, and its variables. */
export interface RandomDocument {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

interface Given {
  readonly name: string
  readonly type: string
  readonly value: unknown
  readonly asVariable: boolean
}

interface Condition {
  readonly directive: 'skip' | 'include'
  readonly holds: boolean
  readonly asVariable: boolean
}

interface Picked {
  /** A field's name, or of a GraphQL fragment the type it is on. */
  readonly name: string
  readonly kind: 'field' | 'inline' | 'spread'
  readonly aliased: boolean
  readonly args: readonly Given[]
  readonly condition: Condition | undefined
  readonly of: readonly Picked[] | undefined
}

interface ArgumentSpec {
  readonly type: string
  readonly values: fc.Arbitrary<unknown>
  readonly required?: boolean
}

interface FieldSpec {
  readonly args?: Readonly<Record<string, ArgumentSpec>>
  readonly of?: string
  /** Always selected below it, so that both sides load what the field leads to. */
  readonly always?: readonly string[]
}

const paging = {
  offset: { type: 'Int', values: fc.constantFrom(0, 1, 2, 5, null) },
  limit: { type: 'Int', values: fc.constantFrom(0, 1, 2, 3, 500, null) },
}
const enumName = (name: string) => ({ enum: name })

const types: Readonly<Record<string, Readonly<Record<string, FieldSpec>>>> = {
  Query: {
    best: { of: 'Film' },
    film: { of: 'Film', args: { id: { type: 'Int!', values: fc.constantFrom(1, 9, 11, 12, 14, 15, 16, 20, 99, -1), required: true } } },
    search: {
      of: 'Film',
      always: ['year'],
      args: { query: { type: 'String!', values: fc.constantFrom('6', 'Film', '', '__proto__', '😂"'), required: true }, ...paging },
    },
    searchLength: { args: { query: { type: 'String!', values: fc.constantFrom('6', 'constructor'), required: true } } },
    member: { of: 'Member' },
    anything: {
      of: 'Thing',
      args: { id: { type: 'ID!', values: fc.constantFrom('p1', 'p2', 'p9', '3', '13', '14', 15, '77'), required: true } },
    },
    filtered: {
      args: {
        by: {
          type: 'Filter',
          values: fc.constantFrom(null, {}, { genre: 'war' }, { genre: null }, { years: [1, 2] }, { years: null, genre: '' }),
        },
      },
    },
  },
  Film: {
    id: {},
    name: {},
    year: {},
    tags: {},
    stars: {},
    note: {},
    similarLength: {},
    director: { of: 'Person' },
    cast: { of: 'Role' },
    poster: {
      of: 'Poster',
      args: {
        kind: { type: 'Kind', values: fc.constantFrom(enumName('TALL'), enumName('WIDE'), null) },
        width: { type: 'Int', values: fc.constantFrom(300, 9, null) },
      },
    },
    similar: { of: 'Film', always: ['year'], args: paging },
  },
  Person: { id: {}, name: {}, born: {} },
  Poster: { url: {}, width: {} },
  Role: { part: {}, actor: { of: 'Person' } },
  Member: { id: {}, name: {} },
  Named: { name: {} },
  Thing: {},
}

const fragmentsOn: Readonly<Record<string, readonly string[]>> = {
  Film: ['Film', 'Named'],
  Person: ['Person', 'Named'],
  Query: ['Query'],
  Thing: ['Film', 'Person', 'Named'],
}

const condition: fc.Arbitrary<Condition | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      directive: fc.constantFrom('skip' as const, 'include' as const),
      holds: fc.boolean(),
      asVariable: fc.boolean(),
    }),
  },
)

function picked(type: string, depth: number, maxLength = 4): fc.Arbitrary<readonly Picked[]> {
  const fields = Object.entries(types[type] ?? {}).filter(([, { of }]) => of === undefined || depth > 0)
  const choices: fc.Arbitrary<Picked>[] = fields.map(([name, spec]) => field(name, spec, depth))
  choices.push(field('__typename', {}, depth))
  if (depth > 0) for (const on of fragmentsOn[type] ?? []) choices.push(fragment(on, depth))
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength })
}

function field(name: string, { args = {}, of, always = [] }: FieldSpec, depth: number): fc.Arbitrary<Picked> {
  const given = Object.entries(args).map(([argument, { type, values, required }]) => {
    const one = fc.record({ name: fc.constant(argument), type: fc.constant(type), value: values, asVariable: fc.boolean() })
    return required === true ? one : fc.option(one, { nil: undefined })
  })
  return fc.record({
    name: fc.constant(name),
    kind: fc.constant('field' as const),
    aliased: fc.boolean(),
    args: fc.tuple(...given).map((all) => all.filter((one) => one !== undefined)),
    condition,
    of:
      of === undefined
        ? fc.constant(undefined)
        : picked(of, depth - 1).map((below) => [...always.map(plain), ...below, ...(of === 'Thing' ? loaded : [])]),
  })
}

function fragment(on: string, depth: number): fc.Arbitrary<Picked> {
  return fc.record({
    name: fc.constant(on),
    kind: fc.constantFrom('inline' as const, 'spread' as const),
    aliased: fc.constant(false),
    args: fc.constant([]),
    condition,
    of: picked(on, depth - 1),
  })
}

const plain = (name: string): Picked => ({ name, kind: 'field', aliased: false, args: [], condition: undefined, of: undefined })
const loaded: readonly Picked[] = [
  { ...plain('Film'), kind: 'inline', of: [plain('year')] },
  { ...plain('Person'), kind: 'inline', of: [plain('born')] },
]

/** Prints a selection. Equal response names always have equal arguments, so that fields merge. */
class Printer {
  readonly #declared = new Map<string, { readonly name: string; readonly type: string; readonly value: unknown }>()
  readonly #fragments: string[] = []

  document(root: readonly Picked[]): RandomDocument {
    const body = this.#set(root, '')
    const declared = [...this.#declared.values()]
    const head = declared.length === 0 ? '' : `query (${declared.map(({ name, type }) => `$${name}: ${type}`).join(', ')}) `
    return {
      text: [`${head}${body}`, ...this.#fragments].join('\n'),
      variables: Object.fromEntries(declared.map(({ name, value }) => [name, value])),
    }
  }

  #set(of: readonly Picked[], prefix: string): string {
    return `{ ${of.map((one) => this.#one(one, prefix)).join(' ')} }`
  }

  #one({ name, kind, aliased, args, condition: when, of }: Picked, prefix: string): string {
    const directive =
      when === undefined
        ? ''
        : ` @${when.directive}(if: ${this.#value({ name: 'if', type: 'Boolean!', value: when.holds, asVariable: when.asVariable })})`
    // Film.id and Person.id are of different types: below a type condition they have different names.
    const below = kind === 'field' ? '' : `${name}_`
    const set = of === undefined ? '' : ` ${this.#set(of, below)}`
    if (kind === 'inline') return `... on ${name}${directive}${set}`
    if (kind === 'spread') {
      this.#fragments.push(`fragment F${this.#fragments.length} on ${name}${set}`)
      return `...F${this.#fragments.length - 1}${directive}`
    }
    const list = args.map((one) => `${one.name}: ${this.#value(one)}`).join(', ')
    const alias = list === '' && prefix === '' && !aliased ? '' : `${prefix}${name}${aliased ? '_' : ''}${hash(list)}: `
    return `${alias}${name}${list === '' ? '' : `(${list})`}${directive}${set}`
  }

  #value({ type, value, asVariable }: Given): string {
    if (!asVariable) return literal(value)
    const key = `${type} ${JSON.stringify(value)}`
    const known = this.#declared.get(key) ?? { name: `v${this.#declared.size}`, type, value: isEnum(value) ? value.enum : value }
    this.#declared.set(key, known)
    return `$${known.name}`
  }
}

function isEnum(value: unknown): value is { readonly enum: string } {
  return typeof value === 'object' && value !== null && 'enum' in value
}

function literal(value: unknown): string {
  if (isEnum(value)) return value.enum
  if (Array.isArray(value)) return `[${value.map(literal)}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value).map(([name, member]) => `${name}: ${literal(member)}`)}}`
  return JSON.stringify(value)
}

function hash(text: string): string {
  let sum = 0
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return text === '' ? '' : String(sum)
}

/** Random documents over the film schema: aliases, arguments, variables, GraphQL fragments, conditions, four levels deep. */
export const randomDocument: fc.Arbitrary<RandomDocument> = picked('Query', 4, 8).map((root) => new Printer().document(root))
