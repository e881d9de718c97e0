import { parse } from 'graphql/language'
import { describe, expect, test } from 'vitest'
import { createGraph, Failure, wholeList } from './index.ts'
import { createFilmClient, refusalOf } from './testing/film-client.ts'

// The rules of the design by their numbers. What is expected is the text of the answer, so that the order of keys counts.

/** One question in JSON Graph and, where it has one, its twin in GraphQL. */
interface Twins {
  readonly name: string
  readonly paths: readonly unknown[]
  readonly graph: string
  readonly document?: string
  /** What stands in `data`, and the codes of `errors` by path. */
  readonly data?: string
  readonly errors?: Readonly<Record<string, string>>
}

function rule(title: string, questions: readonly Twins[]) {
  describe(title, () => {
    test.each(questions)('$name', async ({ paths, graph, document, data, errors }) => {
      const { graphOf, query } = createFilmClient()
      expect(await graphOf(...paths)).toBe(graph)
      if (document === undefined) return
      const result = await query(document)
      expect(JSON.stringify(result.data)).toBe(data)
      expect(Object.fromEntries(result.errors?.map((one) => [one.path?.join('.') ?? '', one.extensions.code]) ?? [])).toEqual(errors ?? {})
    })
  })
}

const atom = (value: unknown) => `{"$expires":-300000,"$type":"atom","value":${JSON.stringify(value)}}`
const ref = (...path: unknown[]) => `{"$expires":-300000,"$type":"ref","value":${JSON.stringify(path)}}`
const minuteRef = (...path: unknown[]) => `{"$expires":-60000,"$type":"ref","value":${JSON.stringify(path)}}`
const bareRef = (...path: unknown[]) => `{"$type":"ref","value":${JSON.stringify(path)}}`
const error = (code: string, message: string) => `{"$type":"error","value":{"code":"${code}","message":"${message}"}}`
const missing = '{"$type":"atom"}'
const noValue = error('NULL_VALUE', 'No value where the schema promises one')
const broken = error('BROKEN', 'Film 13 is broken')

rule('rule 1: a field of Query is a key at the root', [
  {
    name: 'beside the collections of entities',
    paths: [
      ['best', 'year'],
      ['films', 2, 'year'],
    ],
    graph: `{"best":${bareRef('films', 1)},"films":{"1":{"year":${atom(1981)}},"2":{"year":${atom(1982)}}}}`,
    document: '{ best { year } film(id: 2) { year } }',
    data: '{"best":{"year":1981},"film":{"year":1982}}',
  },
  {
    name: 'a function is no value',
    paths: [['rate']],
    graph: `{"rate":${missing}}`,
  },
])

rule('rule 2: an entity lives once, by its id', [
  {
    name: 'an Int id is a number in a reference',
    paths: [['films', 3, 'similar', 0]],
    graph: `{"films":{"3":{"similar":{"0":${ref('films', 4)}}}}}`,
    document: '{ film(id: 3) { similar(limit: 1) { id } } }',
    data: '{"film":{"similar":[{"id":4}]}}',
  },
  {
    name: 'an ID is a string in a reference',
    paths: [['films', 3, 'director']],
    graph: `{"films":{"3":{"director":${ref('people', 'p1')}}}}`,
    document: '{ film(id: 3) { director { id } } }',
    data: '{"film":{"director":{"id":"p1"}}}',
  },
  {
    name: 'however many references lead to it',
    paths: [['films', [1, 2], 'similar', { to: 1 }, 'name']],
    graph:
      `{"films":{"1":{"similar":{"0":${ref('films', 2)},"1":${ref('films', 3)}}},` +
      `"2":{"name":${atom('Film 2')},"similar":{"0":${ref('films', 3)},"1":${ref('films', 4)}}},` +
      `"3":{"name":${atom('Film 3')}},"4":{"name":${atom('Film 4')}}}}`,
    document: '{ a: film(id: 1) { similar(limit: 2) { name } } b: film(id: 2) { similar(limit: 2) { name } } }',
    data: '{"a":{"similar":[{"name":"Film 2"},{"name":"Film 3"}]},"b":{"similar":[{"name":"Film 3"},{"name":"Film 4"}]}}',
  },
])

rule('rule 3: every entity is addressable from the root', [
  {
    name: 'by an Int and by an ID',
    paths: [
      ['films', [7, 9], ['name', 'year']],
      ['people', 'p2', 'name'],
    ],
    graph:
      `{"films":{"7":{"name":${atom('Film 7')},"year":${atom(1987)}},"9":{"name":${atom('Film 9')},"year":${atom(1989)}}},` +
      '"people":{"p2":{"name":"Person p2"}}}',
    document: '{ a: film(id: 7) { name year } b: film(id: 9) { name year } c: anything(id: "p2") { ... on Person { name } } }',
    data: '{"a":{"name":"Film 7","year":1987},"b":{"name":"Film 9","year":1989},"c":{"name":"Person p2"}}',
  },
])

rule('rule 4: an object that is no entity is a branch in place', [
  {
    name: 'of one object',
    paths: [['films', 7, 'poster', 'WIDE', 342, ['url', 'width']]],
    graph: `{"films":{"7":{"poster":{"WIDE":{"342":{"url":${atom('/7/WIDE/342')},"width":${atom(342)}}}}}}}`,
    document: '{ film(id: 7) { poster(kind: WIDE, width: 342) { url width } } }',
    data: '{"film":{"poster":{"url":"/7/WIDE/342","width":342}}}',
  },
])

rule('rule 5: arguments are keys after the field', [
  {
    name: '~ is the default, and the answer stands at the key as sent',
    paths: [['films', 7, 'poster', ['~', 'TALL'], [342, '~'], 'url']],
    graph:
      `{"films":{"7":{"poster":{"TALL":{"342":{"url":${atom('/7/TALL/342')}},"~":{"url":${atom('/7/TALL/300')}}},` +
      `"~":{"342":{"url":${atom('/7/TALL/342')}},"~":{"url":${atom('/7/TALL/300')}}}}}}}`,
    document: '{ film(id: 7) { a: poster(width: 342) { url } b: poster(kind: TALL) { url } } }',
    data: '{"film":{"a":{"url":"/7/TALL/342"},"b":{"url":"/7/TALL/300"}}}',
  },
  {
    name: 'null is the default, too',
    paths: [['films', 7, 'poster', null, null, 'url']],
    graph: `{"films":{"7":{"poster":{"null":{"null":{"url":${atom('/7/TALL/300')}}}}}}}`,
    document: '{ film(id: 7) { poster(kind: null, width: null) { url } } }',
    data: '{"film":{"poster":{"url":"/7/TALL/300"}}}',
  },
  {
    name: 'null and the text "null" are one key of an answer, which stays whole',
    paths: [['films', 7, 'poster', [null, 'null'], '~', 'url']],
    graph: `{"films":{"7":{"poster":{"null":${error('BAD_ARGUMENT', 'Not a name of Kind')}}}}}`,
  },
  {
    name: 'an input object is one key, its canonical JSON',
    paths: [['filtered', ['{"genre":"war","years":[1999]}', '{}']]],
    graph:
      '{"filtered":{"{\\"genre\\":\\"war\\",\\"years\\":[1999]}":{"$type":"atom","value":["war"]},"{}":{"$type":"atom","value":["noir"]}}}',
    document: '{ a: filtered(by: { years: [1999], genre: "war" }) b: filtered(by: {}) c: filtered }',
    data: '{"a":["war"],"b":["noir"],"c":["none"]}',
  },
  {
    name: 'JSON that is not canonical does not fit',
    paths: [['filtered', '{"years":[1999],"genre":"war"}']],
    graph: `{"filtered":{"{\\"years\\":[1999],\\"genre\\":\\"war\\"}":${error('BAD_ARGUMENT', 'Not canonical JSON (RFC 8785)')}}}`,
  },
  {
    name: 'a required argument has no default: an error at that key',
    paths: [['search', '~', 0, 'name']],
    graph: `{"search":{"~":${error('BAD_ARGUMENT', "Argument 'query' is required")}}}`,
  },
  {
    name: 'one that does not fit is an error at that key, whatever the next ones are',
    paths: [['films', 7, 'poster', ['BAD', 'WIDE'], [null, 'constructor', 'x'], 'url']],
    graph:
      `{"films":{"7":{"poster":{"BAD":${error('BAD_ARGUMENT', 'Not a name of Kind')},` +
      `"WIDE":{"constructor":${error('BAD_ARGUMENT', 'Not an Int')},"null":{"url":${atom('/7/WIDE/300')}},"x":${error('BAD_ARGUMENT', 'Not an Int')}}}}}}`,
  },
])

rule('rule 6: a list with offset and limit is paged', [
  {
    name: 'other arguments come first, then the index; length is a key',
    paths: [['search', 'Film', [{ from: 1, to: 2 }, 'length'], 'id']],
    graph:
      `{"films":{"6":{"id":${atom(6)}},"7":{"id":${atom(7)}}},` +
      `"search":{"Film":{"1":${minuteRef('films', 6)},"2":${minuteRef('films', 7)},"length":{"$expires":-60000,"$type":"atom","value":3}}}}`,
    document: '{ search(query: "Film", offset: 1, limit: 2) { id } searchLength(query: "Film") }',
    data: '{"search":[{"id":6},{"id":7}],"searchLength":3}',
  },
  {
    name: 'xsLength is the twin of length',
    paths: [['films', 2, ['similarLength']]],
    graph: `{"films":{"2":{"similarLength":${atom(3)}}}}`,
    document: '{ film(id: 2) { similarLength } }',
    data: '{"film":{"similarLength":3}}',
  },
])

test('rule 6: a list of scalars that is paged is an index of values', async () => {
  const graph = createGraph<object, object>({
    schema: parse('type Query { words(of: String = "x", offset: Int = 0, limit: Int = 2): [String] wordsLength(of: String = "x"): Int }'),
    resolvers: {
      types: { Query: { fields: { words: (demands) => demands.map(({ args }) => wholeList([args.of, null, 'c'])) } } },
    },
  })
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: false }
  const { text } = (
    await graph.get(
      [
        ['words', ['~', 'y'], [{ to: 3 }, 'length']],
        ['wordsLength', 'y'],
      ],
      request,
    )
  ).body
  const words = (first: string) => `{"0":"${first}","1":null,"2":"c","3":${missing},"length":3}`
  expect(text.slice('{"jsonGraph":'.length, text.indexOf(',"paths"'))).toBe(
    `{"words":{"y":${words('y')},"~":${words('x')}},"wordsLength":{"y":3}}`,
  )
  const { result } = await graph.execute({ document: parse('{ words(offset: 1) rest: words(offset: 2) wordsLength }') }, request)
  expect(JSON.stringify(result)).toBe('{"data":{"words":[null,"c"],"rest":["c"],"wordsLength":3}}')
})

test('rule 6: length is a bare number also where the items are atoms', async () => {
  const graph = createGraph<object, object>({
    schema: parse('scalar Json type Query { things(offset: Int = 0, limit: Int = 2): [Json] thingsLength: Int }'),
    resolvers: { types: { Query: { fields: { things: () => [wholeList([{ a: 1 }])] } } } },
  })
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: false }
  const { text } = (await graph.get([['things', [0, 'length']], ['thingsLength']], request)).body
  expect(JSON.parse(text).jsonGraph).toEqual({ things: { 0: { $type: 'atom', value: { a: 1 } }, length: 1 }, thingsLength: 1 })
})

test('rule 5: in GraphQL null and nothing given are two questions where there is no default', async () => {
  const graph = createGraph<object, object>({
    schema: parse('type Query { said(of: String): String }'),
    resolvers: { types: { Query: { fields: { said: (demands) => demands.map(({ args }) => JSON.stringify(args)) } } } },
  })
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: false }
  const { result } = await graph.execute({ document: parse('{ nothing: said sure: said(of: null) }') }, request)
  expect(result).toEqual({ data: { nothing: '{}', sure: '{"of":null}' } })
})

test('rule 13: of a list of scalars in GraphQL only the item that fails is null', async () => {
  const failure = new Failure('BROKEN', 'It is broken')
  const graph = createGraph<object, object>({
    schema: parse('type Query { some: [String] sure: [String!] surest: [String!]! }'),
    resolvers: { types: { Query: { fields: { some: () => [['a', failure, 7]], sure: () => [['a', null]], surest: () => [['a']] } } } },
  })
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: false }
  const { result } = await graph.execute({ document: parse('{ some sure surest }') }, request)
  expect(result.data).toEqual({ some: ['a', null, null], sure: null, surest: ['a'] })
  expect(result.errors?.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`)).toEqual([
    'some.1 BROKEN',
    'some.2 BAD_VALUE',
    'sure.1 NULL_VALUE',
  ])
})

rule('rule 7: a list of scalars is one atom, a short list of objects an index', [
  {
    name: 'a list of scalars, whatever is asked of it',
    paths: [
      ['films', 2, 'tags'],
      ['films', 4, 'tags', 0],
    ],
    graph: `{"films":{"2":{"tags":${atom(['even'])}},"4":{"tags":${atom(['even'])}}}}`,
    document: '{ film(id: 2) { tags } }',
    data: '{"film":{"tags":["even"]}}',
  },
  {
    name: 'a list of objects that says how long it can be',
    paths: [['films', 1, 'cast', [{ to: 2 }, 'length'], ['part', 'actor']]],
    graph:
      `{"films":{"1":{"cast":{"0":{"actor":${bareRef('people', 'p1')},"part":"Hero"},` +
      `"1":{"actor":${bareRef('people', 'p2')},"part":"Villain"},"2":${missing},"length":${atom(2)}}}}}`,
    document: '{ film(id: 1) { cast { part actor { id } } } }',
    data: '{"film":{"cast":[{"part":"Hero","actor":{"id":"p1"}},{"part":"Villain","actor":{"id":"p2"}}]}}',
  },
  {
    name: 'two path sets want different members of one item',
    paths: [
      ['films', 1, 'cast', { to: 1 }, 'part'],
      ['films', 1, 'cast', 0, 'actor', 'name'],
    ],
    graph:
      `{"films":{"1":{"cast":{"0":{"actor":${bareRef('people', 'p1')},"part":"Hero"},"1":{"part":"Villain"}}}},` +
      '"people":{"p1":{"name":"Person p1"}}}',
  },
])

rule('rule 8: a scalar is its JSON value', [
  {
    name: 'bare where nothing more is to be said about it',
    paths: [['people', 'p1', ['id', 'name', 'born']]],
    graph: '{"people":{"p1":{"born":1950,"id":"p1","name":"Person p1"}}}',
    document: '{ anything(id: "p1") { ... on Person { id name born } } }',
    data: '{"anything":{"id":"p1","name":"Person p1","born":1950}}',
  },
])

// Rule 9 is call.test.ts, rule 10 set.test.ts.

rule('rule 11: interfaces and unions hold references', [
  {
    name: 'a key that only another member has is an atom; __typename is a key of every object',
    paths: [['anything', ['p1', 3], ['name', 'born', '__typename']]],
    graph:
      `{"anything":{"3":${bareRef('films', 3)},"p1":${bareRef('people', 'p1')}},` +
      `"films":{"3":{"__typename":"Film","born":${missing},"name":${atom('Film 3')}}},` +
      '"people":{"p1":{"__typename":"Person","born":1950,"name":"Person p1"}}}',
    document:
      '{ a: anything(id: "3") { __typename ... on Named { name } ... on Person { born } } b: anything(id: "p1") { __typename ... on Named { name } ... on Person { born } } }',
    data: '{"a":{"__typename":"Film","name":"Film 3"},"b":{"__typename":"Person","name":"Person p1","born":1950}}',
  },
  {
    name: '__typename of the root and of an object in place',
    paths: [['__typename'], ['films', 1, 'cast', 0, '__typename']],
    graph: '{"__typename":"Query","films":{"1":{"cast":{"0":{"__typename":"Role"}}}}}',
    document: '{ __typename film(id: 1) { cast { __typename } } }',
    data: '{"__typename":"Query","film":{"cast":[{"__typename":"Role"},{"__typename":"Role"}]}}',
  },
])

rule('rule 12: how long an answer may be kept stands with it', [
  {
    name: 'on atoms, references and length; nothing where nothing is said or it is personal',
    paths: [
      ['films', 2, ['name', 'director', 'stars']],
      ['search', '6', [0, 'length']],
    ],
    graph:
      `{"films":{"2":{"director":${ref('people', 'p2')},"name":${atom('Film 2')},"stars":null}},` +
      `"search":{"6":{"0":${minuteRef('films', 6)},"length":{"$expires":-60000,"$type":"atom","value":1}}}}`,
  },
])

rule('rule 13: a failure stands at exactly the affected path', [
  {
    name: 'of an entity that cannot be loaded, beside one that can',
    paths: [['films', [12, 13], ['id', 'name', 'stars']]],
    graph: `{"films":{"12":{"id":${atom(12)},"name":${atom('Film 12')},"stars":null},"13":{"id":${broken},"name":${broken},"stars":null}}}`,
    document: '{ a: film(id: 12) { id name } b: film(id: 13) { year stars } }',
    data: '{"a":{"id":12,"name":"Film 12"},"b":{"year":null,"stars":null}}',
    errors: { 'b.year': 'BROKEN' },
  },
  {
    name: 'null for a promised field is the failure NULL_VALUE, and takes the nearest object that may be null',
    paths: [['films', 14, ['name', 'year']]],
    graph: `{"films":{"14":{"name":${noValue},"year":${atom(1994)}}}}`,
    document: '{ best { name } film(id: 14) { name year } }',
    data: '{"best":{"name":"Film 1"},"film":null}',
    errors: { 'film.name': 'NULL_VALUE' },
  },
  {
    name: 'a value of another type',
    paths: [['films', 15, 'year']],
    graph: `{"films":{"15":{"year":${error('BAD_VALUE', 'The value is not of the type that the schema says')}}}}`,
    document: '{ film(id: 15) { year } }',
    data: '{"film":{"year":null}}',
    errors: { 'film.year': 'BAD_VALUE' },
  },
  {
    name: 'a list that cannot be had, at each index and at its length',
    paths: [['films', 9, 'similar', [{ to: 1 }, 'length'], 'name']],
    graph: `{"films":{"9":{"similar":{"0":${error('BROKEN', 'No likes')},"1":${error('BROKEN', 'No likes')},"length":${error('BROKEN', 'No likes')}}}}}`,
    document: '{ film(id: 9) { similarLength year } }',
    data: '{"film":{"similarLength":null,"year":1989}}',
    errors: { 'film.similarLength': 'BROKEN' },
  },
  {
    name: 'one failure in a list never takes the list',
    paths: [['films', 12, 'similar', { to: 1 }, 'name']],
    graph:
      `{"films":{"12":{"similar":{"0":${ref('films', 13)},"1":${ref('films', 14)}}},` +
      `"13":{"name":${broken}},"14":{"name":${noValue}}}}`,
    document: '{ film(id: 12) { similar(limit: 2) { name } } }',
    data: '{"film":{"similar":[null,null]}}',
    errors: { 'film.similar.0.name': 'BROKEN', 'film.similar.1.name': 'NULL_VALUE' },
  },
  {
    name: 'one graph error is several in GraphQL, one for each place',
    paths: [['films', 13, 'year']],
    graph: `{"films":{"13":{"year":${broken}}}}`,
    document: '{ a: film(id: 13) { x: year y: year } b: film(id: 13) { year } }',
    data: '{"a":{"x":null,"y":null},"b":{"year":null}}',
    errors: { 'a.x': 'BROKEN', 'a.y': 'BROKEN', 'b.year': 'BROKEN' },
  },
])

rule('rule 14: missing is not null', [
  {
    name: 'an id that no origin knows is null',
    paths: [['films', [99, -1], ['name', 'stars']]],
    graph: '{"films":{"99":null,"-1":null}}',
    document: '{ film(id: 99) { name stars } }',
    data: '{"film":null}',
  },
  {
    name: 'also where the personal load would answer for it',
    paths: [['films', 99, 'stars']],
    graph: '{"films":{"99":null}}',
    document: '{ film(id: 99) { stars } }',
    data: '{"film":null}',
  },
  {
    name: 'an index at or beyond the length is an atom, and absent in GraphQL',
    paths: [['search', 'Film', { from: 2, to: 4 }, 'id']],
    graph: `{"films":{"7":{"id":${atom(7)}}},"search":{"Film":{"2":${minuteRef('films', 7)},"3":${missing},"4":${missing}}}}`,
    document: '{ search(query: "Film", offset: 2, limit: 3) { id } }',
    data: '{"search":[{"id":7}]}',
  },
  {
    name: 'a key that the schema does not know is an atom, whatever follows',
    paths: [
      ['films', 1, 'nosuch'],
      ['films', 2, 'nosuch', 'x', { to: 3 }],
      ['nosuch', 1, 2],
      ['films', 1, 'similar', 'last', 'name'],
    ],
    graph: `{"films":{"1":{"nosuch":${missing},"similar":{"last":${missing}}},"2":{"nosuch":${missing}}},"nosuch":${missing}}`,
  },
  {
    name: 'a reference that a resolver handed out is trusted: id and __typename need no load',
    paths: [['films', 2, 'similar', 2, ['id', '__typename']]],
    graph: `{"films":{"2":{"similar":{"2":${ref('films', 99)}}},"99":{"__typename":"Film","id":${atom(99)}}}}`,
    document: '{ film(id: 2) { similar(offset: 2) { id __typename } } }',
    data: '{"film":{"similar":[{"id":99,"__typename":"Film"}]}}',
  },
  {
    name: 'but a load that finds nothing is believed',
    paths: [['films', 2, 'similar', 2, ['id', 'year']]],
    graph: `{"films":{"2":{"similar":{"2":${ref('films', 99)}}},"99":null}}`,
    document: '{ film(id: 2) { similar(offset: 2) { id year } } }',
    data: '{"film":{"similar":[null]}}',
  },
  {
    name: 'null is a value',
    paths: [
      ['films', 16, 'director'],
      ['films', 1, 'tags'],
      ['films', 16, 'director', 'name'],
    ],
    graph: `{"films":{"1":{"tags":${atom(null)}},"16":{"director":${atom(null)}}}}`,
    document: '{ film(id: 16) { director { name } } best { tags } }',
    data: '{"film":{"director":null},"best":{"tags":null}}',
  },
])

test('rule 14: no load is made for what needs none', async () => {
  const { get, calls } = createFilmClient()
  await get([
    ['best', ['id', '__typename']],
    ['best', 'nosuch'],
  ])
  expect(calls).toEqual([])
})

test('rule 14: a key that the schema does not know is a validation error in GraphQL', async () => {
  const { query } = createFilmClient()
  await expect(query('{ best { nosuch } }')).rejects.toThrow(/Cannot query field "nosuch"/)
})

describe('rule 15: a path that ends on a branch is refused before running', () => {
  const incomplete: { name: string; path: readonly unknown[] }[] = [
    { name: 'a collection', path: ['films'] },
    { name: 'an entity', path: ['films', 1] },
    { name: 'several entities', path: ['films', { to: 5 }] },
    { name: 'an object in place', path: ['films', 1, 'poster', 'TALL', 300] },
    { name: 'a field that wants arguments', path: ['films', 1, 'poster'] },
    { name: 'a field that wants one more argument', path: ['films', 1, 'poster', 'TALL'] },
    { name: 'a paged list', path: ['films', 1, 'similar'] },
    { name: 'an indexed list', path: ['films', 1, 'cast'] },
    { name: 'an item in place', path: ['films', 1, 'cast', 0] },
  ]
  test.each(incomplete)('$name', async ({ path }) => {
    const { get, calls } = createFilmClient()
    const refusal = await refusalOf(get([['films', 2, 'name'], path]))
    expect(refusal).toEqual({ code: 'PATH_INCOMPLETE', status: 400, position: [1] })
    expect(calls).toEqual([])
  })

  test('a path that ends on a reference gets the reference', async () => {
    const { graphOf } = createFilmClient()
    expect(await graphOf(['films', 1, 'similar', 0])).toBe(`{"films":{"1":{"similar":{"0":${ref('films', 2)}}}}}`)
  })
})

rule('rule 16: keys are compared as strings', [
  {
    name: '7 and "7" are one key',
    paths: [
      ['films', ['7', 7, { from: 7, to: 7 }], 'year'],
      ['films', '7', 'year'],
    ],
    graph: `{"films":{"7":{"year":${atom(1987)}}}}`,
  },
  {
    name: 'numbers and ranges are good String and ID keys',
    paths: [
      ['search', [{ from: 6, to: 7 }], 'length'],
      ['people', 7, 'name'],
    ],
    graph:
      '{"people":{"7":null},"search":{"6":{"length":{"$expires":-60000,"$type":"atom","value":1}},"7":{"length":{"$expires":-60000,"$type":"atom","value":1}}}}',
  },
  {
    name: 'Int ids take canonical decimals only',
    paths: [['films', ['07', 1.5, '1e1', ' 1', '+1', 'x', true, 2_147_483_648, 8], 'year']],
    graph: `{"films":{"8":{"year":${atom(1988)}},"2147483648":${missing}," 1":${missing},"+1":${missing},"07":${missing},"1.5":${missing},"1e1":${missing},"true":${missing},"x":${missing}}}`,
  },
  {
    name: 'keys of an answer: integers ascending, then by code unit',
    paths: [
      ['search', ['b', 'a', 'B', 10, 9, 'é'], 'length'],
      ['films', [10, 9], ['year', 'name', '__typename', 'Z']],
    ],
    graph:
      `{"films":{"9":{"Z":${missing},"__typename":"Film","name":${atom('Film 9')},"year":${atom(1989)}},` +
      `"10":{"Z":${missing},"__typename":"Film","name":${atom('Film 10')},"year":${atom(1990)}}},` +
      `"search":{${['9', '10', 'B', 'a', 'b', 'é'].map((key) => `"${key}":{"length":{"$expires":-60000,"$type":"atom","value":0}}`)}}}`,
  },
  {
    name: 'names that a prototype has are keys like any other',
    paths: [
      ['films', 1, ['hasOwnProperty', 'toString', 'valueOf', 'then', 'toJSON']],
      ['search', ['constructor', 'prototype'], 'length'],
      ['toString'],
    ],
    graph:
      `{"films":{"1":{"hasOwnProperty":${missing},"then":${missing},"toJSON":${missing},"toString":${missing},"valueOf":${missing}}},` +
      '"search":{"constructor":{"length":{"$expires":-60000,"$type":"atom","value":0}},"prototype":{"length":{"$expires":-60000,"$type":"atom","value":0}}},' +
      `"toString":${missing}}`,
  },
])

describe('rule 16: reserved keys', () => {
  const refused: { name: string; path: readonly unknown[] }[] = [
    { name: '__proto__ at the root', path: ['__proto__', 'isAdmin'] },
    { name: 'constructor as an id', path: ['films', 'constructor', 'name'] },
    { name: 'prototype as a field', path: ['films', 1, 'prototype'] },
    { name: 'a leading $ as a field', path: ['films', 1, '$type'] },
    { name: 'after a leaf', path: ['films', 1, 'name', '$__path'] },
    { name: 'after an unknown key', path: ['nosuch', 'x', ['a', '__proto__']] },
    { name: 'at an index', path: ['films', 1, 'similar', 'constructor'] },
    { name: '__proto__ as an argument', path: ['search', '__proto__', 0] },
    { name: 'a leading $ as an argument', path: ['search', '$x', 0] },
    { name: '__proto__ as an argument after one that does not fit', path: ['films', 1, 'poster', 'BAD', '__proto__', 'url'] },
    { name: 'in a path that stands for nothing', path: ['films', [], '__proto__'] },
    { name: 'behind ids that are none', path: ['films', 'x', '__proto__'] },
  ]
  test.each(refused)('$name', async ({ path }) => {
    const { get, calls } = createFilmClient()
    expect(await refusalOf(get([path]))).toMatchObject({ code: 'RESERVED_KEY', status: 400 })
    expect(calls).toEqual([])
  })

  test('values of GraphQL arguments are never refused as keys', async () => {
    const { query } = createFilmClient()
    const { data } = await query(
      '{ a: searchLength(query: "__proto__") b: searchLength(query: "$type") c: search(query: "constructor") { id } }',
    )
    expect(JSON.stringify(data)).toBe('{"a":0,"b":0,"c":[]}')
  })
})

rule('rule 17: authorisation is by the resolved path', [
  {
    name: 'another’s entity is refused at its path, ours is answered, whichever way they are reached',
    paths: [
      ['members', [7, 9], 'name'],
      ['member', 'name'],
    ],
    graph: `{"member":${bareRef('members', 7)},"members":{"7":{"name":"Member 7"},"9":${error('FORBIDDEN', 'Not yours')}}}`,
    document: '{ member { id name } }',
    data: '{"member":{"id":7,"name":"Member 7"}}',
  },
])

test('rule 17: a reference of our own that leads to another’s entity is refused there', async () => {
  const { get, query, calls } = createFilmClient()
  let asked = 0
  // The first context is the one that Query.member sees: it names member 7 to somebody who is member 9 by then.
  const contexts = () => {
    asked = 0
    return {
      open: { viewer: null },
      personal: {
        get viewer() {
          return asked++ === 0 ? 7 : 9
        },
      },
    }
  }
  expect(JSON.stringify((await get([['member', 'name']], { contexts })).jsonGraph)).toBe(
    `{"member":${bareRef('members', 7)},"members":{"7":${error('FORBIDDEN', 'Not yours')}}}`,
  )
  const result = await query('{ member { name } }', {}, { contexts })
  expect(result).toMatchObject({ data: { member: null }, errors: [{ path: ['member'], extensions: { code: 'FORBIDDEN' } }] })
  expect(calls).toEqual([])
})

test('rule 12: a PUBLIC field’s resolver gets a context without the viewer', async () => {
  const { get, query } = createFilmClient()
  const open = { viewer: null }
  const personal = {
    get viewer(): number {
      throw new Error('a resolver of a public field looked at the viewer')
    },
  }
  const overrides = { contexts: () => ({ open, personal }), showBugs: true }
  const { jsonGraph } = await get(
    [
      ['films', 1, ['name', 'year']],
      ['search', '6', 0, 'name'],
      ['films', 1, 'poster', '~', '~', 'url'],
    ],
    overrides,
  )
  expect(JSON.stringify(jsonGraph)).not.toContain('error')
  expect((await query('{ best { stars name } }', {}, overrides)).errors).toMatchObject([
    { path: ['best', 'stars'], message: 'a resolver of a public field looked at the viewer' },
  ])
})
