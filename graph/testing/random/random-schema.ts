import type { Choices } from './choices.ts'

/** What every random schema begins with. */
export const schemaHead = `directive @entity(collection: String!) on OBJECT
directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
directive @personal on OBJECT | FIELD_DEFINITION
directive @listSize(max: Int!) on FIELD_DEFINITION
"Has a function of its own. The engine knows nothing of it; the resolvers of tests read it."
directive @alone on FIELD_DEFINITION
enum CacheScope { PUBLIC PRIVATE }
enum Colour { RED GREEN BLUE }
scalar Json
input Filter { text: String = "t" years: [Int!] colour: Colour }
`

const scalars = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Colour', 'Json'] as const
const argumentTypes = [
  'Int = 3',
  'Int',
  'String!',
  'String = "é"',
  'Colour = GREEN',
  'Boolean = true',
  'Float = 1.5',
  'Filter',
  'Filter = { text: "d" }',
  '[Int!]',
  'ID',
]
const listSize = '@listSize(max: 4)'

/** The SDL of a small schema: one to four entities, objects in place, an interface, a union, every shape of field. */
export function randomSchema(choices: Choices): string {
  const entities = ['A', 'B', 'C', 'D'].slice(0, 1 + choices.below(4))
  const objects = ['O', 'P'].slice(0, choices.below(3))
  const hasUnion = choices.chance(60)
  const abstract = ['Named', ...(hasUnion ? ['Any'] : [])]
  const writer = new SchemaWriter(choices, entities, abstract)
  const text = [schemaHead]
  text.push('interface Named { name: String }')
  if (hasUnion) text.push(`union Any = ${entities.slice(choices.below(entities.length)).join(' | ')}`)
  for (const [index, name] of objects.entries()) text.push(writer.object(name, objects.slice(index + 1)))
  for (const name of entities) text.push(writer.entity(name, objects))
  text.push(writer.query(objects))
  return `${text.join('\n')}\n`
}

class SchemaWriter {
  readonly #choices: Choices
  readonly #entities: readonly string[]
  readonly #abstract: readonly string[]
  readonly #idKinds = new Map<string, string>()

  constructor(choices: Choices, entities: readonly string[], abstract: readonly string[]) {
    this.#choices = choices
    this.#entities = entities
    this.#abstract = abstract
    for (const name of entities) this.#idKinds.set(name, choices.of(['Int', 'ID']))
  }

  object(name: string, objects: readonly string[]): string {
    return `type ${name}${this.#typeCache()} {\n${this.#fields(1 + this.#choices.below(3), objects, false)}}`
  }

  entity(name: string, objects: readonly string[]): string {
    const named = this.#choices.chance(70) ? ' implements Named' : ''
    const personal = this.#choices.chance(10) ? ' @personal' : ''
    const own = `  id: ${this.#idKinds.get(name)}!\n  name: String\n`
    const head = `type ${name}${named} @entity(collection: "${name.toLowerCase()}s")${personal}${this.#typeCache()}`
    return `${head} {\n${own}${this.#fields(1 + this.#choices.below(5), objects, true)}}`
  }

  query(objects: readonly string[]): string {
    const byId = this.#entities.map((name) => `  ${name.toLowerCase()}(id: ${this.#idKinds.get(name)}!): ${name}\n`)
    return `type Query {\n${byId.join('')}${this.#fields(1 + this.#choices.below(4), objects, false)}}`
  }

  #typeCache(): string {
    return this.#choices.chance(25) ? ' @cache(maxAge: 60, scope: PUBLIC)' : ''
  }

  #fields(count: number, objects: readonly string[], mayBePersonal: boolean): string {
    let text = ''
    for (let index = 1; index <= count; index++) text += this.#field(`f${index}`, objects, mayBePersonal)
    return text
  }

  #field(name: string, objects: readonly string[], mayBePersonal: boolean): string {
    const choices = this.#choices
    const kind = choices.of(['leaf', 'reference', 'paged', 'leaves', 'object', 'objects', 'abstract', 'references', 'pagedLeaves'] as const)
    const reference = () => choices.of(kind === 'abstract' ? this.#abstract : [...this.#entities, ...this.#abstract])
    const promised = () => (choices.chance(30) ? '!' : '')
    const args = choices.chance(30) ? this.#arguments() : []
    const marks = [
      choices.chance(20) ? '@cache(maxAge: 300, scope: PUBLIC)' : '',
      mayBePersonal && choices.chance(15) ? '@personal' : '',
      choices.chance(20) ? '@alone' : '',
    ]
    const field = (type: string, ...more: readonly string[]) =>
      `  ${name}${args.length === 0 ? '' : `(${args.join(', ')})`}: ${type} ${[...marks, ...more].filter((mark) => mark !== '').join(' ')}`.trimEnd() +
      '\n'
    const paged = (type: string) => {
      const twin = choices.chance(50) ? `  ${name}Length${args.length === 0 ? '' : `(${args.join(', ')})`}: Int\n` : ''
      args.push('offset: Int = 0', 'limit: Int = 3')
      return field(type) + twin
    }
    switch (kind) {
      case 'leaf':
        return field(`${choices.of(scalars)}${promised()}`)
      case 'leaves':
        return field(`[${choices.of(scalars)}${promised()}]${promised()}`)
      case 'reference':
      case 'abstract':
        return field(reference())
      case 'references':
        return field(`[${reference()}]${promised()}`, listSize)
      case 'paged':
        return paged(`[${reference()}]${promised()}`)
      case 'pagedLeaves':
        return paged(`[${choices.of(scalars)}${promised()}]${promised()}`)
      case 'object':
        return objects.length === 0 ? field('Int') : field(`${choices.of(objects)}${promised()}`)
      case 'objects': {
        if (objects.length === 0) return field('String!')
        const list = `[${choices.of(objects)}${promised()}]${promised()}`
        return choices.chance(25) ? paged(list) : field(list, listSize)
      }
    }
  }

  #arguments(): string[] {
    return Array.from({ length: 1 + this.#choices.below(2) }, (_, index) => `x${index}: ${this.#choices.of(argumentTypes)}`)
  }
}
