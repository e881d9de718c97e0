import { expect, test } from 'vitest'
import { createFilmClient, type FilmClient, refusalOf } from './testing/film-client.ts'

// What is meant to hurt, named by the attack. Each is refused with its code before any resolver is called; the request after it is
// answered as ever, and no prototype has changed.

const pathLimit = (limit: string) => ({ code: 'PATH_LIMIT', status: 400, limit })
const documentLimit = (limit: string, actual: number) => ({ code: 'DOCUMENT_LIMIT', status: 400, limit, actual })
const badPath = { code: 'BAD_PATH', status: 400 }
const reserved = { code: 'RESERVED_KEY', status: 400 }

type Attack = (client: FilmClient) => Promise<unknown>
const get =
  (...paths: readonly unknown[]): Attack =>
  (client) =>
    client.get(paths)
const getRaw =
  (paths: unknown): Attack =>
  (client) =>
    client.get(paths)
const query =
  (document: string, variables?: Readonly<Record<string, unknown>>): Attack =>
  (client) =>
    client.query(document, variables)
const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)

const doubling = [
  '{ best { ...F0 } }',
  ...Array.from({ length: 20 }, (_, at) => `fragment F${at} on Film { ...F${at + 1} ...F${at + 1} }`),
  'fragment F20 on Film { id }',
]

const refused: { name: string; attack: Attack; refusal: object }[] = [
  { name: 'a range of a billion', attack: get(['films', { from: 0, to: 1e9 }, 'name']), refusal: pathLimit('rangeWidth') },
  { name: 'a product of a million', attack: get(['a', { to: 99 }, 'b', { to: 99 }, 'c', { to: 99 }]), refusal: pathLimit('pathCount') },
  {
    name: '60 nested ranges, to overflow the count',
    attack: get(Array.from({ length: 60 }, () => ({ to: 1e6 }))),
    refusal: pathLimit('pathDepth'),
  },
  {
    name: '15 nested ranges of 500',
    attack: get(['films', ...Array.from({ length: 15 }, () => ({ to: 499 }))]),
    refusal: pathLimit('pathCount'),
  },
  { name: 'a GraphQL fragment that doubles itself twenty times', attack: query(doubling.join(' ')), refusal: pathLimit('pathCount') },
  {
    name: '10,000 tiny path sets',
    attack: getRaw(Array.from({ length: 10_000 }, (_, at) => ['films', at, 'name'])),
    refusal: pathLimit('pathSets'),
  },
  { name: 'a range from below 0', attack: get(['films', { from: -5, to: 5 }, 'name']), refusal: badPath },
  { name: 'a range from half', attack: get(['films', { from: 0.5, to: 2 }, 'name']), refusal: badPath },
  { name: 'a range from text', attack: get(['films', { from: 'a', to: 2 }, 'name']), refusal: badPath },
  {
    name: 'a range from an object that cannot become a number',
    attack: get(['films', { from: { toString: 1, valueOf: 1 }, length: 0 }, 'name']),
    refusal: badPath,
  },
  { name: 'a range to NaN', attack: get(['films', { to: Number.NaN }, 'name']), refusal: badPath },
  { name: 'a range by a length of a billion', attack: get(['films', { from: 0, length: 1e9 }, 'name']), refusal: pathLimit('rangeWidth') },
  { name: 'a range by a length below 0', attack: get(['films', { length: -1 }, 'name']), refusal: badPath },
  { name: '__proto__ at the root', attack: get(['__proto__', 'isAdmin']), refusal: reserved },
  { name: 'three reserved names in a key set', attack: get(['user', ['__proto__', 'constructor', 'prototype']]), refusal: reserved },
  {
    name: 'a set that writes to a prototype',
    attack: (client) =>
      client.set({ jsonGraph: JSON.parse('{"films":{"__proto__":{"x":1},"1":{"stars":1}}}'), paths: [['films', 1, 'stars']] }),
    refusal: reserved,
  },
  {
    name: 'a set that writes to a constructor',
    attack: (client) => client.set({ jsonGraph: { films: { constructor: { prototype: { x: 1 } } } }, paths: [['films', 1, 'stars']] }),
    refusal: reserved,
  },
  ...['$type', '$ref', '$__path'].map((key) => ({ name: `the key ${key}`, attack: get(['films', 1, key]), refusal: reserved })),
  {
    name: 'a key of 1 MB',
    attack: get(['films', 'x'.repeat(1_000_000), 'name']),
    refusal: { code: 'KEY_LIMIT', status: 400, limit: 'keyBytes' },
  },
  ...['\u0000', '\ud800', '\u2028'].map((character) => ({
    name: `a key with U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    attack: get(['films', `a${character}`, 'name']),
    refusal: { code: 'KEY_LIMIT', status: 400 },
  })),
  { name: 'a path of 5,000 keys', attack: get(Array(5_000).fill('a')), refusal: pathLimit('pathDepth') },
  {
    name: '8,000 distinct keys',
    attack: get(['films', Array.from({ length: 8_000 }, (_, at) => `k${at}`), 'name']),
    refusal: pathLimit('keysPerSet'),
  },
  { name: 'a path of no keys', attack: getRaw([[]]), refusal: { ...badPath, position: [0] } },
  { name: 'null for paths', attack: getRaw(null), refusal: { ...badPath, position: [] } },
  { name: 'text for paths', attack: getRaw('films'), refusal: { ...badPath, position: [] } },
  { name: 'an object for paths', attack: getRaw({}), refusal: { ...badPath, position: [] } },
  { name: 'arrays in arrays', attack: getRaw([[[[1]]]]), refusal: { ...badPath, position: [0, 0] } },
  { name: 'null for a name', attack: getRaw([[null]]), refusal: { ...badPath, position: [0, 0] } },
  {
    name: 'references in an envelope that lead in a circle',
    attack: (client) =>
      client.set({
        jsonGraph: { best: { $type: 'ref', value: ['a'] }, a: { $type: 'ref', value: ['b'] }, b: { $type: 'ref', value: ['a'] } },
        paths: [['best', 'stars']],
      }),
    refusal: { code: 'BAD_ENVELOPE', status: 400 },
  },
  {
    name: 'a call to what is no function',
    attack: (client) => client.call(['best'], []),
    refusal: { code: 'FUNCTION_UNKNOWN', status: 404 },
  },
  { name: 'a call to a constructor', attack: (client) => client.call(['__proto__', 'constructor'], []), refusal: reserved },
  {
    name: 'a call with a million arguments',
    attack: (client) => client.call(['rate'], Array(1_000_000).fill(1)),
    refusal: { code: 'BAD_ARGUMENT', status: 400, maximum: 2 },
  },
  {
    name: 'a call with a this path of a billion',
    attack: (client) => client.call(['rate'], [1, 5], { thisPaths: [['films', { to: 1e9 }, 'name']] }),
    refusal: pathLimit('rangeWidth'),
  },
  {
    name: 'a set beyond what a device may set',
    attack: (client) => client.set({ jsonGraph: { films: { 1: { price: 1 } } }, paths: [['films', 1, 'price']] }),
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: '1,000 aliases',
    attack: query(`{ ${Array.from({ length: 1_000 }, (_, at) => `a${at}: best { id }`).join(' ')} }`),
    refusal: documentLimit('rootFields', 1_000),
  },
  {
    name: '1,000 aliases below the root',
    attack: query(`{ best { ${Array.from({ length: 1_000 }, (_, at) => `a${at}: name`).join(' ')} } }`),
    refusal: documentLimit('aliases', 31),
  },
  {
    name: 'a document 50 levels deep',
    attack: query(`{ best { ${'similar { '.repeat(48)} id ${'}'.repeat(48)} } }`),
    refusal: documentLimit('documentDepth', 50),
  },
  {
    name: '1,000 directives',
    attack: query(`{ best { id ${'@skip(if: false) '.repeat(1_000)} } }`),
    refusal: documentLimit('directives', 1_000),
  },
  {
    name: 'lists in lists in lists',
    attack: query('{ best { similar(limit: 50) { similar(limit: 50) { similar(limit: 50) { id } } } } }'),
    refusal: pathLimit('pathCount'),
  },
  {
    name: 'a document that multiplies objects of which nothing is wanted',
    attack: query(
      [
        '{ a: best { ...F1 } b: best { ...F1 } c: best { ...F1 } }',
        ...[1, 2, 3, 4, 5, 6].map(
          (at) => `fragment F${at} on Film { a: similar(limit: 20) { ...F${at + 1} } b: similar(limit: 20) { ...F${at + 1} } }`,
        ),
        'fragment F7 on Film { id @skip(if: true) }',
      ].join(' '),
    ),
    refusal: pathLimit('pathCount'),
  },
  { name: 'a limit of a billion', attack: query('{ best { similar(limit: 1000000000) { id } } }'), refusal: pathLimit('rangeWidth') },
  {
    name: 'a limit of a billion in a variable',
    attack: query('query($n: Int) { best { similar(limit: $n) { id } } }', { n: 1e9 }),
    refusal: pathLimit('rangeWidth'),
  },
  { name: 'a limit of -1', attack: query('{ best { similar(limit: -1) { id } } }'), refusal: { code: 'BAD_ARGUMENT', status: 400 } },
  { name: 'an offset of -1', attack: query('{ best { similar(offset: -1) { id } } }'), refusal: { code: 'BAD_ARGUMENT', status: 400 } },
  {
    name: 'variables 20,000 levels deep',
    attack: query('query($n: Int) { best { similar(limit: $n) { id } } }', { n: 1, x: deep(20_000) }),
    refusal: { code: 'DEPTH_LIMIT', limit: 'valueDepth' },
  },
]

const usual = '{"films":{"1":{"name":{"$expires":-300000,"$type":"atom","value":"Film 1"}}}}'
const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype, Map.prototype].map((one) => Object.getOwnPropertyNames(one).sort().join())

async function expectClean({ graphOf, query: ask }: FilmClient, before: readonly string[]): Promise<void> {
  expect(await graphOf(['films', 1, 'name'])).toBe(usual)
  expect(JSON.stringify(await ask('{ best { name } }'))).toBe('{"data":{"best":{"name":"Film 1"}}}')
  expect(prototypes()).toEqual(before)
  expect(({} as Record<string, unknown>).x).toBeUndefined()
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
}

test.each(refused)('refused: $name', async ({ attack, refusal }) => {
  const client = createFilmClient()
  const before = prototypes()
  const found = await refusalOf(attack(client))
  expect(found).toMatchObject(refusal)
  expect(JSON.stringify(found).length).toBeLessThan(300)
  expect(client.calls).toEqual([])
  await expectClean(client, before)
})

test('99999999999999999999 for a limit is refused by validation', async () => {
  const client = createFilmClient()
  await expect(client.query('{ best { similar(limit: 99999999999999999999) { id } } }')).rejects.toThrow(/Int cannot represent/)
  expect(client.calls).toEqual([])
})

test('a million that is no Int in a variable is a request error', async () => {
  const client = createFilmClient()
  expect(await client.query('query($n: Int) { best { similar(limit: $n) { id } } }', { n: 1e20 })).toMatchObject({
    errors: [{ extensions: { code: 'BAD_VARIABLE' } }],
  })
  expect(client.calls).toEqual([])
})

const missingAt = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, { $type: 'atom' }]))

const answered: { name: string; attack: Attack; graph: unknown }[] = [
  { name: 'a range that ends before it begins', attack: get(['films', { from: 10, to: 1 }, 'name']), graph: {} },
  {
    name: 'names that every object has, `then` among them',
    attack: get(['films', 1, ['hasOwnProperty', 'toString', 'valueOf', 'then']]),
    graph: { films: { 1: missingAt('hasOwnProperty', 'then', 'toString', 'valueOf') } },
  },
  { name: 'such names at the root', attack: get([['then', 'toString']]), graph: missingAt('then', 'toString') },
  {
    name: '8,000 equal keys',
    attack: get(['films', Array(8_000).fill(1), 'id']),
    graph: { films: { 1: { id: { $expires: -300_000, $type: 'atom', value: 1 } } } },
  },
  {
    name: 'metadata in a set',
    attack: (client) =>
      client.set({
        jsonGraph: { films: { 1: { stars: { $type: 'atom', value: 4, $expires: 1, $size: -1e9, $timestamp: 9e15 } } } },
        paths: [['films', 1, 'stars']],
      }),
    graph: { films: { 1: { stars: 4 } } },
  },
]

test.each(answered)('answered: $name', async ({ attack, graph }) => {
  const client = createFilmClient()
  const before = prototypes()
  expect(((await attack(client)) as { jsonGraph: unknown }).jsonGraph).toEqual(graph)
  await expectClean(client, before)
})

test('answered: references of ours that lead in a circle end where the path ends', async () => {
  const client = createFilmClient()
  const path = ['films', 1, 'similar', 0, 'similar', 0, 'similar', 0, 'similar', 0, 'similar', 0, 'similar', 0, 'id']
  const { jsonGraph } = await client.get([path])
  expect(Object.keys(jsonGraph.films)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
})

test('a refusal says nothing of the value', async () => {
  const client = createFilmClient()
  for (const attack of [
    get(['films', 'se\u0000cret', 'name']),
    get(['films', 1, '$secret']),
    get(['films', { from: 'secret', to: 1 }, 'name']),
  ]) {
    await expect(attack(client)).rejects.not.toThrow(/secret/)
    expect(JSON.stringify(await refusalOf(attack(client)))).not.toContain('secret')
  }
})
