import { buildSchema, type GraphQLScalarType, parse, execute as reference, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createGraph, type Demand, Failure, Reference } from './index.ts'

// The execution chapter of the GraphQL specification (October 2021, with @oneOf), section by section: each row is executed by the engine and by
// graphql-js 17 over the same data, and has the same data, byte for byte, with errors at the same paths. A row that `differs` says why.

const sdl = `
  directive @entity(collection: String!) on OBJECT
  directive @listSize(max: Int!) on FIELD_DEFINITION
  type Query {
    int(v: Int): Int
    float(v: Float): Float
    string(v: String): String
    boolean(v: Boolean): Boolean
    id(v: ID): ID
    kind(v: Kind): Kind
    json(v: Json): Json
    ints(v: [Int!]): String
    input(v: Filter): String
    one(v: One): String
    defaults(a: Int = 3, b: String = "x", k: Kind = TALL): String
    needed(v: Int!): Int
    nothing: Int
    fails: Int
    promised: Int!
    wrong(of: String!): Wrong
    box: Box
    sureBox: Box!
    boxes: [Box] @listSize(max: 5)
    sureBoxes: [Box!] @listSize(max: 5)
    numbers: [Int]
    sureNumbers: [Int!]
    named(of: String!): Named
    thing(of: String!): Thing
    old: Int @deprecated(reason: "newer is better")
  }
  type Mutation { add(by: Int = 1): Int!  drop: Int }
  enum Kind { TALL WIDE }
  scalar Json
  input Filter { genre: String = "noir" years: [Int!] sure: Int! = 1 nested: Inner }
  input Inner { genre: String = "inner" only: Boolean }
  input One @oneOf { a: Int b: String }
  type Wrong { int: Int float: Float string: String boolean: Boolean id: ID kind: Kind ints: [Int] }
  type Box { a: Int b: Int fails: Int sure: Int! sureFails: Int! inner: Box }
  interface Named { name: String! }
  union Thing = Film | Person
  type Film implements Named @entity(collection: "films") { id: Int! name: String! year: Int }
  type Person implements Named @entity(collection: "people") { id: Int! name: String! born: Int }
`

type Args = Readonly<Record<string, unknown>>
const fail = (): never => {
  throw new Error('failed')
}
const echo = (args: Args) => JSON.stringify(args)
const given = ({ v }: Args) => v ?? null
const wrongValues: Readonly<Record<string, object>> = {
  fraction: { int: 1.5 },
  large: { int: 2 ** 31 },
  infinite: { float: Number.POSITIVE_INFINITY },
  text: { float: 'x' },
  object: { string: { a: 1 } },
  list: { string: ['a'] },
  unknown: { kind: 'SHORT' },
  notList: { ints: 7 },
  good: { int: 2 ** 31 - 1, float: 0.5, string: '', boolean: false, id: 'x', kind: 'WIDE', ints: [1, null] },
}
const box = { a: 1, b: 2, sure: 3 }
const records: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Film: { name: 'Alien', year: 1979 },
  Person: { name: 'Ripley', born: 2092 },
}

/** What every field of the root comes to, for both. */
const fields: Readonly<Record<string, (args: Args) => unknown>> = {
  int: given,
  float: given,
  string: given,
  boolean: given,
  id: given,
  kind: given,
  json: given,
  ints: echo,
  input: echo,
  one: echo,
  defaults: echo,
  needed: given,
  nothing: () => null,
  fails: fail,
  promised: () => null,
  wrong: ({ of }) => wrongValues[String(of)] ?? null,
  box: () => ({ ...box, inner: { ...box, inner: null } }),
  sureBox: () => box,
  boxes: () => [box, null, box],
  sureBoxes: () => [box, null, box],
  numbers: () => [1, null, 3],
  sureNumbers: () => [1, null, 3],
  old: () => 1,
}

const schema = buildSchema(sdl)
const json = schema.getType('Json') as GraphQLScalarType
json.coerceOutputValue = (value) => value

let total = 0
const mutations = { add: ({ by }: Args) => (total += Number(by)), drop: fail }

const rootValue = {
  ...fields,
  ...mutations,
  box: () => withFailures({ ...box, inner: withFailures({ ...box, inner: null }) }),
  sureBox: () => withFailures(box),
  boxes: () => [withFailures(box), null, withFailures(box)],
  sureBoxes: () => [withFailures(box), null, withFailures(box)],
  named: ({ of }: Args) => ({ __typename: of, id: 1, ...records[String(of)] }),
  thing: ({ of }: Args) => ({ __typename: of, id: 1, ...records[String(of)] }),
}
const withFailures = (one: object) => ({ ...one, fails: fail, sureFails: fail })

/** The same data behind the engine. A failure within an object is a value there. */
const failed = new Failure('FAILED', 'failed')
const boxed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(boxed)
    : typeof value === 'object' && value !== null && 'sure' in value
      ? { ...value, fails: failed, sureFails: failed, ...('inner' in value && { inner: boxed(value.inner) }) }
      : value
const graph = createGraph<object, object>({
  schema: parse(sdl),
  resolvers: {
    types: {
      Query: {
        fields: {
          ...Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [
              name,
              (demands: readonly Demand[]) => demands.map(({ args }) => boxed(value(args))),
            ]),
          ),
          named: (demands: readonly Demand[]) => demands.map(({ args }) => new Reference(String(args.of), 1)),
          thing: (demands: readonly Demand[]) => demands.map(({ args }) => new Reference(String(args.of), 1)),
        },
      },
      Film: { load: (ids) => ids.map(() => records.Film ?? null) },
      Person: { load: (ids) => ids.map(() => records.Person ?? null) },
    },
    mutations: {
      add: async (args) => ({ value: mutations.add(args) }),
      drop: async () => fail(),
    },
  },
})

interface Rule {
  readonly rule: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
  /** Why the engine answers otherwise. */
  readonly differs?: string
}

async function both({ query, variables, operationName }: Rule) {
  const document = parse(query)
  const named = operationName === undefined ? {} : { operationName }
  total = 0
  const theirs = await reference({ schema, document, rootValue, ...named, ...(variables && { variableValues: variables }) })
  total = 0
  const ours = (await graph.execute({ document, ...named, variables }, { contexts: () => ({ open: {}, personal: {} }), showBugs: true }))
    .result
  return { document, ours: seen(ours), theirs: seen(theirs as object) }
}

/** Data as text, and where errors are; without data: that it was not run. */
function seen(result: {
  readonly data?: unknown
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[]
}) {
  if (!('data' in result) || (result.data === undefined && result.errors !== undefined)) return { refused: true }
  return { data: JSON.stringify(result.data), errors: (result.errors ?? []).map(({ path }) => path?.join('.')).sort() }
}

const sections: Readonly<Record<string, readonly Rule[]>> = {
  '6.1 Executing requests': [
    { rule: 'the only operation runs without a name', query: 'query A { int(v: 1) }' },
    { rule: 'one of several runs by its name', query: 'query A { int(v: 1) } query B { int(v: 2) }', operationName: 'B' },
    { rule: 'one of several without a name does not run', query: 'query A { int(v: 1) } query B { int(v: 2) }' },
    { rule: 'a name that is not there does not run', query: 'query A { int(v: 1) }', operationName: 'C' },
  ],
  '6.1.2 Coercing variable values': [
    ...[
      ['Int', 1],
      ['Int', 1.5],
      ['Int', '1'],
      ['Int', 2 ** 31],
      ['Int', true],
      ['Float', 1],
      ['Float', 0.25],
      ['Float', '1'],
      ['String', 'a'],
      ['String', 1],
      ['Boolean', false],
      ['Boolean', 1],
      ['ID', 'a'],
      ['ID', 7],
      ['ID', 1.5],
      ['Kind', 'WIDE'],
      ['Kind', 'SHORT'],
      ['Kind', 1],
      ['Json', { a: [1, { b: null }] }],
      ['Int', null],
    ].map(
      ([type, v]): Rule => ({
        rule: `${JSON.stringify(v)} for ${type}`,
        query: `query ($v: ${type}) { ${String(type).toLowerCase()}(v: $v) }`,
        variables: { v },
      }),
    ),
    { rule: 'a variable that is not given is no argument', query: 'query ($v: Int) { defaults(a: $v) }', variables: {} },
    { rule: 'a default of the variable', query: 'query ($v: Int = 7) { defaults(a: $v) }', variables: {} },
    { rule: 'null for a variable with a default is null', query: 'query ($v: Int = 7) { int(v: $v) }', variables: { v: null } },
    { rule: 'a required variable that is missing', query: 'query ($v: Int!) { needed(v: $v) }', variables: {} },
    { rule: 'null for a required variable', query: 'query ($v: Int!) { needed(v: $v) }', variables: { v: null } },
    { rule: 'a variable that nobody declared is passed over', query: 'query ($v: Int) { int(v: $v) }', variables: { v: 1, w: 2 } },
    { rule: 'one value for a list is a list of it', query: 'query ($v: [Int!]) { ints(v: $v) }', variables: { v: 3 } },
    { rule: 'a null in a list of what is not null', query: 'query ($v: [Int!]) { ints(v: $v) }', variables: { v: [1, null] } },
    { rule: 'defaults within an input object', query: 'query ($v: Filter) { input(v: $v) }', variables: { v: { years: 1979 } } },
    { rule: 'a field that the input object does not have', query: 'query ($v: Filter) { input(v: $v) }', variables: { v: { no: 1 } } },
    {
      rule: 'null where the input object wants a value',
      query: 'query ($v: Filter) { input(v: $v) }',
      variables: { v: { sure: null } },
      differs: 'rule 5, as for an argument: the member has a default, which is taken',
    },
    { rule: 'input objects in input objects', query: 'query ($v: Filter) { input(v: $v) }', variables: { v: { nested: { genre: 'a' } } } },
    { rule: 'a value of another kind for an input object', query: 'query ($v: Filter) { input(v: $v) }', variables: { v: 'a' } },
    { rule: 'one member of a @oneOf', query: 'query ($v: One) { one(v: $v) }', variables: { v: { a: 1 } } },
    { rule: 'two members of a @oneOf', query: 'query ($v: One) { one(v: $v) }', variables: { v: { a: 1, b: 'x' } } },
    { rule: 'no member of a @oneOf', query: 'query ($v: One) { one(v: $v) }', variables: { v: {} } },
    { rule: 'null as the member of a @oneOf', query: 'query ($v: One) { one(v: $v) }', variables: { v: { a: null } } },
  ],
  '6.2 Executing operations': [
    { rule: 'mutations run one after the other, in their order', query: 'mutation { a: add(by: 2) b: add c: add(by: 10) }' },
    { rule: 'a mutation that fails leaves the others', query: 'mutation { a: add drop b: add }' },
    {
      rule: 'fields of a query may run at once, and stand in the order of the document',
      query: '{ string(v: "a") int(v: 1) float(v: 2) }',
    },
  ],
  '6.3 Executing selection sets': [
    {
      rule: 'response names in the order they first stand in',
      query: '{ b: int(v: 2) a: int(v: 1) ...F b: int(v: 2) } fragment F on Query { c: int(v: 3) a: int(v: 1) }',
    },
    { rule: 'selections of one response name are merged', query: '{ box { a } box { b inner { a } } box { inner { b } } }' },
    {
      rule: '__typename, also under another name',
      query: '{ __typename t: __typename box { __typename } thing(of: "Film") { __typename } }',
    },
    {
      rule: 'response names that objects have by nature',
      query: '{ constructor: int(v: 1) __proto__: int(v: 2) toString: box { valueOf: a } }',
    },
    ...['@skip(if: true)', '@skip(if: false)', '@include(if: true)', '@include(if: false)', '@skip(if: true) @include(if: true)'].flatMap(
      (directive): Rule[] => [
        { rule: `${directive} on a field`, query: `{ int(v: 1) a: int(v: 2) ${directive} }` },
        { rule: `${directive} on a spread`, query: `{ int(v: 1) ...F ${directive} } fragment F on Query { a: int(v: 2) }` },
        { rule: `${directive} on an inline fragment`, query: `{ int(v: 1) ... ${directive} { a: int(v: 2) } }` },
      ],
    ),
    {
      rule: '@include by a variable',
      query: 'query ($on: Boolean!) { int(v: 1) @include(if: $on) box { a @skip(if: $on) b } }',
      variables: { on: false },
    },
    {
      rule: 'fragments apply by the type, its interface or its union',
      query:
        '{ thing(of: "Film") { ... on Film { id year } ... on Person { id born } ... on Named { name } ... on Thing { __typename } } }',
    },
    {
      rule: 'the other member of the union',
      query: '{ thing(of: "Person") { ... on Film { id year } ... on Person { id born } ... on Named { name } } }',
    },
    { rule: 'fields of an interface', query: '{ named(of: "Person") { name ... on Person { born } ... on Film { year } } }' },
    { rule: 'a fragment spread twice counts once', query: '{ ...F ...F } fragment F on Query { int(v: 1) }' },
  ],
  '6.4.1 Coercing field arguments': [
    {
      rule: 'literals of every type',
      query: '{ int(v: 1) float(v: 1) string(v: "a") boolean(v: true) id(v: 7) kind(v: WIDE) json(v: {a: [1, "b", ENUM, null]}) }',
    },
    { rule: 'defaults', query: '{ defaults }' },
    { rule: 'some given, some not', query: '{ defaults(b: "y") }' },
    { rule: 'null for an argument without a default', query: '{ int(v: null) }' },
    {
      rule: 'null for an argument with a default',
      query: '{ defaults(a: null) }',
      differs: 'rule 5: a path cannot say null, and both languages ask the same; the default is taken',
    },
    {
      rule: 'a list of one, and variables in lists and objects',
      query: 'query ($n: Int!) { ints(v: 5) a: ints(v: [1, $n]) input(v: {years: [$n], sure: $n}) }',
      variables: { n: 9 },
    },
    {
      rule: 'a variable that is not given within an object is not there',
      query: 'query ($g: String) { input(v: {genre: $g}) }',
      variables: {},
    },
    { rule: '@oneOf by a literal', query: '{ one(v: {b: "x"}) }' },
  ],
  '6.4.3 Completing values': [
    ...Object.keys(wrongValues).map(
      (of): Rule => ({
        rule: `what a resolver gives wrongly: ${of}`,
        query: `{ wrong(of: "${of}") { int float string boolean id kind ints } }`,
      }),
    ),
    { rule: 'null for what may be null', query: '{ nothing wrong(of: "none") { int } }' },
    { rule: 'lists with nulls', query: '{ numbers boxes { a } }' },
    { rule: 'a deprecated field is answered as ever', query: '{ old }' },
  ],
  '6.4.4 Handling field errors': [
    { rule: 'a field that fails is null, and its error has its path', query: '{ int(v: 1) alias: fails }' },
    { rule: 'within an object, and its siblings stand', query: '{ box { a fails inner { b fails } } }' },
    {
      rule: 'a promised value that fails takes the nearest object that may be null',
      query: '{ box { a inner { a sureFails } } int(v: 1) }',
    },
    { rule: 'up to the root', query: '{ int(v: 1) promised }' },
    { rule: 'through promised objects to the root', query: '{ int(v: 1) sureBox { sureFails } }' },
    { rule: 'in a list of what may be null, the item', query: '{ boxes { a sureFails } }' },
    { rule: 'in a list of what is promised, the list', query: '{ sureBoxes { a } sureNumbers int(v: 1) }' },
    { rule: 'a promised mutation', query: 'mutation { add drop }' },
  ],
}

for (const [section, rules] of Object.entries(sections)) {
  describe(section, () => {
    test.each(rules)('$rule', async (rule) => {
      const { document, ours, theirs } = await both(rule)
      expect(validate(schema, document)).toEqual([])
      if (rule.differs === undefined) expect(ours).toEqual(theirs)
      else expect(ours).not.toEqual(theirs)
    })
  })
}
