import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import type { Resolvers } from '../resolver.ts'
import { filmSchema } from '../testing/films.ts'
import { compileModel, SchemaError } from './compile-model.ts'

const none = () => []
const film = 'type Film @entity(collection: "films") { id: Int! name: String }'
const query = 'type Query { best: Film }'
const resolvers: Resolvers<never, never> = { types: { Query: { fields: { best: none } }, Film: { load: none } } }

const refused: { name: string; sdl: string; resolvers?: Resolvers<never, never>; says: RegExp }[] = [
  { name: 'no type Query', sdl: film, resolvers: { types: { Film: { load: none } } }, says: /no type Query/ },
  {
    name: 'an entity without an id',
    sdl: `${query} type Film @entity(collection: "films") { name: String }`,
    says: /entity Film has no field id/,
  },
  {
    name: 'an entity whose id is a Float',
    sdl: `${query} type Film @entity(collection: "films") { id: Float! }`,
    says: /entity Film has no field id/,
  },
  { name: 'an entity promised', sdl: `type Query { best: Film! } ${film}`, says: /Query.best returns an entity and must be nullable/ },
  {
    name: 'entities promised in a list',
    sdl: `type Query { best(offset: Int = 0, limit: Int = 10): [Film!]! } ${film}`,
    says: /Query.best returns an entity and must be nullable/,
  },
  {
    name: 'a list of objects without paging or @listSize',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! cast: [Role!]! } type Role { part: String }`,
    says: /Film.cast is a list of objects: need offset and limit, or @listSize/,
  },
  {
    name: 'a list of lists',
    sdl: `type Query { best: [[String]] }`,
    resolvers: { types: { Query: { fields: { best: none } } } },
    says: /list of lists/,
  },
  {
    name: 'arguments without a function',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! poster(width: Int): String }`,
    says: /Film.poster has arguments or pages and needs a function/,
  },
  {
    name: 'pages without a function',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! similar(offset: Int, limit: Int): [Film] }`,
    says: /Film.similar has arguments or pages and needs a function/,
  },
  {
    name: 'arguments without a function where the name only looks like a length',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! focalLength(unit: String): Int }`,
    says: /Film.focalLength has arguments and needs a function/,
  },
  {
    name: 'a length with other arguments than its list',
    sdl: `type Query { best(of: String!, offset: Int = 0, limit: Int = 10): [Film] bestLength: Int } ${film}`,
    says: /Query.bestLength must take the same arguments as best/,
  },
  {
    name: 'a root field named like a collection',
    sdl: `type Query { best: Film films: Film } ${film}`,
    resolvers: { types: { Query: { fields: { best: none, films: none } }, Film: { load: none } } },
    says: /two root keys are named 'films'/,
  },
  {
    name: 'a mutation named like a root field',
    sdl: `${query} ${film} type Mutation { best: Film }`,
    resolvers: { ...resolvers, mutations: { best: () => ({ value: 1 }) } },
    says: /two root keys are named 'best'/,
  },
  {
    name: 'a mutation named like a collection',
    sdl: `${query} ${film} type Mutation { films: Film }`,
    resolvers: { ...resolvers, mutations: { films: () => ({ value: 1 }) } },
    says: /two root keys are named 'films'/,
  },
  {
    name: 'a collection of two types',
    sdl: `${query} ${film} type Show @entity(collection: "films") { id: Int! }`,
    resolvers: { types: { ...resolvers.types, Show: { load: none } } },
    says: /collection 'films' is declared twice/,
  },
  {
    name: 'an entity of which nobody could say whether it exists',
    sdl: `${query} ${film} type Show @entity(collection: "shows") { id: Int! }`,
    says: /entity Show has no load/,
  },
  {
    name: 'no resolver for an entity',
    sdl: `${query} ${film}`,
    resolvers: { types: { Query: { fields: { best: none } } } },
    says: /Film.name has no resolver: need load /,
  },
  {
    name: 'no personal resolver for a personal field',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! stars: Float @personal }`,
    says: /Film.stars has no resolver: need loadPersonal/,
  },
  {
    name: 'no function for a root field',
    sdl: `${query} ${film}`,
    resolvers: { types: { Film: { load: none } } },
    says: /Query.best has no function/,
  },
  {
    name: 'a resolver for no type',
    sdl: `${query} ${film}`,
    resolvers: { types: { ...resolvers.types, Show: {} } },
    says: /'Show' is for no object type/,
  },
  {
    name: 'a function for no field',
    sdl: `${query} ${film}`,
    resolvers: { types: { ...resolvers.types, Film: { load: none, fields: { nosuch: none } } } },
    says: /resolver Film.nosuch is for no field/,
  },
  { name: 'a mutation without a function', sdl: `${query} ${film} type Mutation { rate: Film }`, says: /Mutation.rate has no function/ },
  {
    name: 'a function for no mutation',
    sdl: `${query} ${film}`,
    resolvers: { ...resolvers, mutations: { rate: () => ({ value: 1 }) } },
    says: /mutation 'rate' is not in the schema/,
  },
  {
    name: 'a mutation that returns a list',
    sdl: `${query} ${film} type Mutation { rate: [String] }`,
    resolvers: { ...resolvers, mutations: { rate: () => ({ value: 1 }) } },
    says: /Mutation.rate returns a list/,
  },
  {
    name: 'a mutation that returns an object in place',
    sdl: `${query} ${film} type Done { ok: Boolean } type Mutation { rate: Done }`,
    resolvers: { ...resolvers, mutations: { rate: () => ({ value: 1 }) } },
    says: /Mutation.rate returns an object that is no entity/,
  },
  {
    name: 'a union of what is no entity',
    sdl: `${query} ${film} type Role { part: String } union Thing = Film | Role`,
    says: /Role of Thing is no entity/,
  },
  {
    name: 'an interface of what is no entity',
    sdl: `${query} ${film} interface Named { name: String } type Role implements Named { name: String }`,
    says: /Role of Named is no entity/,
  },
  { name: 'an unknown type', sdl: `type Query { best: Nosuch } ${film}`, says: /Query.best is of an unknown type Nosuch/ },
  { name: 'an argument of an unknown type', sdl: `type Query { best(by: Nosuch): Film } ${film}`, says: /unknown type Nosuch/ },
  {
    name: 'a default that does not fit',
    sdl: `type Query { best(by: Int = "x"): Film } ${film}`,
    says: /default of Query.best\(by:\) does not fit/,
  },
  { name: 'an input that holds itself', sdl: `type Query { best(by: A): Film } ${film} input A { a: A }`, says: /input A holds itself/ },
  {
    name: 'an input that holds itself by way of another',
    sdl: `type Query { best(by: A): Film } ${film} input A { b: [B!] } input B { a: A }`,
    says: /input A holds itself/,
  },
  {
    name: '@settable without set',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! stars: Float @settable }`,
    says: /Film.stars is settable and must be a loaded leaf of an entity whose resolver has set/,
  },
  {
    name: '@settable on an object',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! next: Film @settable }`,
    resolvers: { types: { ...resolvers.types, Film: { load: none, set: () => ({ values: [] }) } } },
    says: /Film.next is settable and must be a loaded leaf/,
  },
  {
    name: '@settable in an object in place',
    sdl: `${query} type Film @entity(collection: "films") { id: Int! role: Role } type Role { part: String @settable }`,
    resolvers: { types: { ...resolvers.types, Role: { set: () => ({ values: [] }) } } },
    says: /Role.part is settable and must be a loaded leaf of an entity/,
  },
  {
    name: 'a batch of nothing',
    sdl: `${query} ${film}`,
    resolvers: { types: { ...resolvers.types, Film: { load: none, maxBatch: 0 } } },
    says: /maxBatch of Film must be 1 or more/,
  },
]

test.each(refused)('does not compile: $name', ({ sdl, resolvers: own = resolvers, says }) => {
  expect(() => compileModel(parse(sdl), own)).toThrow(SchemaError)
  expect(() => compileModel(parse(sdl), own)).toThrow(says)
})

const compiled = compileModel(parse(filmSchema), {
  types: {
    Query: { fields: { best: none, film: none, search: none, member: none, anything: none, filtered: none } },
    Film: { load: none, loadPersonal: none, set: () => ({ values: [] }), fields: { poster: none, similar: none } },
    Person: { load: none },
    Member: { loadPersonal: none },
  },
  mutations: { rate: () => ({ value: 1 }), count: () => ({ value: 1 }) },
})

function fieldOf(typeName: string, name: string) {
  const type = compiled.types.get(typeName)
  const field = type?.kind === 'object' ? type.fields.get(name) : undefined
  if (field === undefined) throw new Error(`no field ${typeName}.${name}`)
  return field
}

test('collections are keys at the root', () => {
  expect([...compiled.collections.keys()]).toEqual(['films', 'people', 'members'])
})

test('offset and limit are no keys, other arguments are', () => {
  expect(fieldOf('Query', 'search').args.map(({ name }) => name)).toEqual(['query'])
})

test('members of an interface and of a union are told apart by what they satisfy', () => {
  const film = compiled.types.get('Film')
  expect(film?.kind === 'object' && [...film.satisfies].sort()).toEqual(['Film', 'Named', 'Thing'])
})

const shapes: { field: string; list: string; source: string }[] = [
  { field: 'Film.name', list: 'none', source: 'load' },
  { field: 'Film.tags', list: 'atom', source: 'load' },
  { field: 'Film.cast', list: 'indexed', source: 'load' },
  { field: 'Film.similar', list: 'paged', source: 'function' },
  { field: 'Film.similarLength', list: 'none', source: 'length' },
  { field: 'Film.poster', list: 'none', source: 'function' },
]

test.each(shapes)('$field holds its values as $list, from $source', ({ field, list, source }) => {
  const [type = '', name = ''] = field.split('.')
  expect(fieldOf(type, name)).toMatchObject({ list, source })
})

const lives: { field: string; personal: boolean; cache: unknown; expires: number | undefined }[] = [
  { field: 'Film.name', personal: false, cache: { maxAge: 300, scope: 'PUBLIC' }, expires: -300_000 },
  { field: 'Film.stars', personal: true, cache: undefined, expires: undefined },
  { field: 'Query.search', personal: false, cache: { maxAge: 60, scope: 'PUBLIC' }, expires: -60_000 },
  { field: 'Query.searchLength', personal: false, cache: { maxAge: 60, scope: 'PUBLIC' }, expires: -60_000 },
  { field: 'Query.best', personal: false, cache: undefined, expires: undefined },
  { field: 'Member.name', personal: true, cache: undefined, expires: undefined },
]

test.each(lives)('$field may be kept as the schema says', ({ field, ...life }) => {
  const [type = '', name = ''] = field.split('.')
  expect(fieldOf(type, name)).toMatchObject(life)
})
