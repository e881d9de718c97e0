import type { Graph, GraphRequest } from '../../graph/index.ts'
import type { Calls } from './hostile-graph.ts'
import type { Expectation } from './verdict.ts'

/** An input that is meant to hurt, and what the engine says to it. */
export interface HostileInput extends Expectation {
  send(graph: Graph<Calls, Calls>, request: GraphRequest<Calls, Calls>): Promise<object>
}

const many = <item>(count: number, item: (index: number) => item) => Array.from({ length: count }, (_, index) => item(index))

function get(name: string, paths: unknown, refused?: string): HostileInput {
  return { name, ...(refused !== undefined && { refused }), send: (graph, request) => graph.get(paths, request) }
}

function set(name: string, envelope: unknown, refused?: string): HostileInput {
  return { name, ...(refused !== undefined && { refused }), send: (graph, request) => graph.set(envelope, request) }
}

function call(name: string, input: Parameters<Graph<Calls, Calls>['call']>[0], refused?: string): HostileInput {
  return { name, ...(refused !== undefined && { refused }), send: (graph, request) => graph.call(input, request) }
}

const circle = many(14, (index) => (index % 2 === 0 ? 'similar' : 0))
const chain = Object.fromEntries(many(50, (hop) => [`a${hop}`, { $type: 'ref', value: [`a${hop + 1}`] }]))

/** An ordinary request, for what comes before and after. */
export const ordinary: HostileInput = get('an ordinary request', [['titles', [1, 2], 'name']])

/** The hostile inputs of Falcor, in families. What only HTTP can carry (methods, doubled fields, replays) meets the edge before the engine. */
export const hostileInputs: readonly HostileInput[] = [
  get('1 a range of a billion', [['titles', { from: 0, to: 1e9 }, 'name']], 'PATH_LIMIT'),
  get('2 three ranges that multiply to a million', [['a', { to: 99 }, 'b', { to: 99 }, 'c', { to: 99 }]], 'PATH_LIMIT'),
  get('3 60 nested ranges of a million', [many(60, () => ({ to: 999_999 }))], 'PATH_LIMIT'),
  get('3 15 nested ranges of 500', [['titles', ...many(15, () => ({ to: 499 }))]], 'PATH_LIMIT'),
  get(
    '4 10,000 path sets',
    many(10_000, (index) => ['titles', index, 'name']),
    'PATH_LIMIT',
  ),
  get('5 a range that ends before it begins', [['titles', { from: 10, to: 1 }, 'name']]),
  get('6 a range from -5', [['titles', { from: -5, to: 5 }, 'name']], 'BAD_PATH'),
  get('7 a range from a half', [['titles', { from: 0.5, to: 2 }, 'name']], 'BAD_PATH'),
  get('7 a range from text', [['titles', { from: 'a', to: 2 }, 'name']], 'BAD_PATH'),
  get('7 a range to NaN', [['titles', { to: Number.NaN }, 'name']], 'BAD_PATH'),
  get('7 a range by a length of a billion', [['titles', { from: 0, length: 1e9 }, 'name']], 'PATH_LIMIT'),
  get('7 a range by a length of -1', [['titles', { length: -1 }, 'name']], 'BAD_PATH'),
  get('8 __proto__ at the root', [['__proto__', 'isAdmin']], 'RESERVED_KEY'),
  get('9 reserved names in a key set', [['user', ['__proto__', 'constructor', 'prototype']]], 'RESERVED_KEY'),
  set(
    '10 a set that writes to a prototype',
    JSON.parse('{"jsonGraph":{"user":{"__proto__":{"x":1}}},"paths":[["titles",1,"myRating"]]}'),
    'RESERVED_KEY',
  ),
  get('11 names that every object has', [['titles', 1, ['hasOwnProperty', 'toString', 'valueOf', 'then']]]),
  get('12 the key $type', [['titles', 1, '$type']], 'RESERVED_KEY'),
  get('12 the key $ref', [['titles', 1, '$ref']], 'RESERVED_KEY'),
  get('12 the key $__path', [['titles', 1, '$__path']], 'RESERVED_KEY'),
  get('13 a key of 1 MB', [['titles', 'k'.repeat(2 ** 20), 'name']], 'KEY_LIMIT'),
  get('13 a key of 1 MB outside Latin-1', [['titles', '’'.repeat(2 ** 20), 'name']], 'KEY_LIMIT'),
  get('13 a key with NUL', [['titles', 'a\0', 'name']], 'KEY_LIMIT'),
  get('13 a key with half a surrogate pair', [['titles', 'a\ud800', 'name']], 'KEY_LIMIT'),
  get('13 a key with U+2028', [['titles', 'a\u2028', 'name']], 'KEY_LIMIT'),
  get('14 a path of 5,000 keys', [many(5_000, () => 'a')], 'PATH_LIMIT'),
  get('15 8,000 equal keys', [['titles', many(8_000, () => 'a'), 'name']]),
  get('15 8,000 distinct keys', [['titles', many(8_000, (index) => `k${index}`), 'name']], 'PATH_LIMIT'),
  get('15 2,000 distinct keys, as many as may be', [['titles', many(2_000, (index) => `k${index}`), 'name']]),
  get('16 a path of no keys', [[]], 'BAD_PATH'),
  get('16 null for paths', null, 'BAD_PATH'),
  get('16 text for paths', 'titles', 'BAD_PATH'),
  get('16 an object for paths', {}, 'BAD_PATH'),
  get('16 arrays in arrays', [[[[1]]]], 'BAD_PATH'),
  get('16 null for a name', [[null]], 'BAD_PATH'),
  get('17 references that lead in a circle', [['titles', 1, ...circle.slice(0, 12), 'name']]),
  set(
    '17 an envelope that leads in a circle',
    {
      jsonGraph: { a: { $type: 'ref', value: ['b'] }, b: { $type: 'ref', value: ['a'] }, titles: { $type: 'ref', value: ['a'] } },
      paths: [['titles', 1, 'myRating']],
    },
    'BAD_ENVELOPE',
  ),
  set(
    '17 an envelope with a chain of 50 references',
    { jsonGraph: { ...chain, titles: { $type: 'ref', value: ['a0'] } }, paths: [['titles', 1, 'myRating']] },
    'BAD_ENVELOPE',
  ),
  get("18 a reference to another member's branch", [['friend', 'name']]),
  call('19 a call to what is no function', { callPath: ['friend'] }, 'FUNCTION_UNKNOWN'),
  call('19 a call to a constructor', { callPath: ['__proto__', 'constructor'] }, 'RESERVED_KEY'),
  call('20 a call with a million arguments', { callPath: ['rate'], arguments: many(1_000_000, () => 1) }, 'BAD_ARGUMENT'),
  call(
    '20 a call with a this path of a billion',
    { callPath: ['rate'], arguments: [1, 3], thisPaths: [['titles', { to: 1e9 }, 'name']] },
    'PATH_LIMIT',
  ),
  set('24 a set with metadata', {
    jsonGraph: { titles: { 1: { myRating: { $type: 'atom', value: 3, $expires: 1, $size: -1e9, $timestamp: 9e15 } } } },
    paths: [['titles', 1, 'myRating']],
  }),
  set(
    '25 a set of what no device may set',
    { jsonGraph: { titles: { 1: { price: 1 } } }, paths: [['titles', 1, 'price']] },
    'NOT_SETTABLE',
  ),
]
