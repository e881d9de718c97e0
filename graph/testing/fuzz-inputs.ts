import fc from 'fast-check'

// Inputs as a device might send them to hurt, near enough to real ones to get far into the engine.

const names = [
  ...['films', 'people', 'members', 'best', 'film', 'search', 'searchLength', 'member', 'anything', 'filtered', 'rate', 'count'],
  ...['id', 'name', 'year', 'tags', 'director', 'poster', 'similar', 'similarLength', 'cast', 'stars', 'note', 'part', 'actor', 'born'],
  ...['length', '__typename', 'p1', 'p2', 'TALL', '~', '{}', '{"genre":"war"}', '[1]', 'url', 'width'],
]
const reserved = ['__proto__', 'constructor', 'prototype', '$type', '$ref', '$__path', 'toString', 'hasOwnProperty', 'then', 'toJSON', '']
const oddText = ['\u0000', '\ud800', '\u2028', '07', '1e3', '-1', ' 1', '9007199254740993', 'é'.repeat(200), 'x'.repeat(300), '😂']
const oddNumbers = [0, -0, 1, 2, 7, 13, 14, 99, -1, 0.5, 1e9, 1e21, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.NaN, Infinity]

const number = fc.oneof(fc.nat(20), fc.constantFrom(...oddNumbers))
const name = fc.constantFrom(...names)
const text = fc.oneof({ weight: 12, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom(...reserved, ...oddText) })
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null))

/** Anything that JSON can say, and a little that it cannot. */
export const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.oneof(scalar, fc.constant(undefined)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('from', 'to', 'length', '$type', 'value')), tie('value'), { maxKeys: 4 }),
  ),
})).value

const range = fc.record(
  { from: fc.oneof(number, fc.nat(5)), to: fc.oneof(number, fc.nat(8)), length: fc.oneof(number, fc.nat(5)) },
  { requiredKeys: [] },
)
const keySet = fc.oneof(
  { weight: 6, arbitrary: name },
  { weight: 3, arbitrary: fc.nat(20) },
  { weight: 2, arbitrary: range },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, range), { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.oneof(scalar, anyValue) },
)
const film = fc.oneof(fc.nat(20), fc.constantFrom<unknown>([1, 2, 13], { from: 3, length: 4 }, '7', 99))
const filmField = fc.oneof(
  fc.constantFrom('id', 'name', 'year', 'tags', 'stars', 'note', 'similarLength', 'director', '__typename', 'nosuch').map((one) => [one]),
  fc.tuple(fc.constant('similar'), keySet, fc.constantFrom('name', 'id', 'director')),
  fc.tuple(fc.constant('cast'), keySet, fc.constantFrom('part', 'actor')),
  fc.tuple(fc.constant('poster'), keySet, keySet, fc.constantFrom('url', 'width')),
)

const path = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(film, filmField).map(([id, rest]) => ['films', id, ...rest]) },
  { weight: 3, arbitrary: fc.array(keySet, { maxLength: 8 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(film, filmField, fc.array(keySet, { maxLength: 3 })).map(([id, rest, more]) => ['films', id, ...rest, ...more]),
  },
  { weight: 1, arbitrary: anyValue },
)

export const anyPaths = fc.oneof({ weight: 8, arbitrary: fc.array(path, { maxLength: 4 }) }, { weight: 1, arbitrary: anyValue })

const settable = fc.tuple(film, fc.constantFrom('stars', 'note', 'name')).map(([id, field]) => ['films', id, field])

/** `{jsonGraph, paths}`, more or less. */
export const anyEnvelope = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      jsonGraph: fc.oneof(
        fc.record({ films: fc.dictionary(fc.nat(20).map(String), fc.record({ stars: anyValue, note: anyValue })) }),
        fc.tuple(fc.nat(20), anyValue).map(([id, value]) => ({
          films: Object.fromEntries(Array.from({ length: 21 }, (_, at) => [at, { stars: value, note: value }])),
          best: { $type: 'ref', value: ['films', id] },
        })),
        anyValue,
      ),
      paths: fc.oneof(fc.array(fc.oneof(settable, fc.constant(['best', 'stars'])), { maxLength: 3 }), anyPaths),
    }),
  },
  { weight: 1, arbitrary: anyValue },
)

export const anyCall = fc.record(
  {
    callPath: fc.oneof(fc.constantFrom<unknown>(['rate'], ['count'], ['nosuch'], ['films', 1, 'rate']), anyValue),
    arguments: fc.oneof(fc.tuple(fc.nat(25), fc.nat(6)), fc.array(anyValue, { maxLength: 3 }), anyValue),
    pathSuffixes: fc.oneof(fc.array(filmField, { maxLength: 3 }), anyPaths),
    thisPaths: anyPaths,
  },
  { requiredKeys: ['callPath'] },
)

const fragments = [
  ...[
    '{',
    '}',
    '(',
    ')',
    ':',
    '...',
    '@skip(if: true)',
    '@include(if: $v)',
    '$v',
    '!',
    '[',
    ']',
    '=',
    '"é"',
    '"""b"""',
    '-1',
    '1e99',
    'null',
    'true',
  ],
  ...[
    'query',
    'mutation',
    'subscription',
    'fragment',
    'on',
    'Film',
    'Person',
    'Thing',
    'Named',
    'Query',
    '__schema',
    '__proto__',
    '#\n',
    '\ud800',
  ],
]

/** Documents from tokens, and good documents of which some tokens were changed. */
export function anyDocument(good: fc.Arbitrary<{ readonly text: string }>): fc.Arbitrary<string> {
  const token = fc.oneof(fc.constantFrom(...fragments), name)
  const change = fc.record({ at: fc.nat(200), token, kind: fc.constantFrom('insert', 'replace', 'drop', 'double') })
  const changed = fc.tuple(good, fc.array(change, { maxLength: 3 })).map(([{ text: whole }, changes]) => {
    const tokens = whole.split(/(?<=[\s{}():,])/)
    for (const { at, token: put, kind } of changes) {
      const place = at % Math.max(tokens.length, 1)
      if (kind === 'double') tokens.splice(place, 0, tokens[place] ?? '')
      else tokens.splice(place, kind === 'insert' ? 0 : 1, ...(kind === 'drop' ? [] : [` ${put} `]))
    }
    return tokens.join('')
  })
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 1, arbitrary: fc.array(token, { maxLength: 40 }).map((all) => all.join(' ')) },
  )
}
