import fc from 'fast-check'
import type { RuleInput } from '../judgement.ts'

const quoted = (text: string) => JSON.stringify(text)
const words = ['GET', 'POST', '/graphql', '/play/1', '/', 'tv', 'phone', 'NL', 'DE', 'on', 'off', 'AFT', 'AFTX', '']
const word = fc.constantFrom(...words)
const number = fc.constantFrom('0', '1', '7', '10', '200')
const header = fc.constantFrom('x-lab', 'x-version', 'absent')

/**
 * Expressions that rules take: of texts, numbers and headers that are there, null, or not. `p` and `q` are what macros around them go
 * through.
 */
export const expressions: fc.Arbitrary<string> = fc.letrec<{ bool: string; text: string; int: string }>((tie) => {
  const text = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('request.method', 'request.path', 'device.class', 'device.country', 'device.model', 'device.id'),
    },
    { weight: 2, arbitrary: header.map((name) => `request.headers[${quoted(name)}]`) },
    { weight: 1, arbitrary: fc.constantFrom('request.query["lang"]', 'request.query.absent') },
    { weight: 1, arbitrary: word.map(quoted) },
  )
  const leaf = fc.oneof(
    fc.tuple(text, fc.constantFrom('==', '!='), word).map(([of, operator, to]) => `${of} ${operator} ${quoted(to)}`),
    fc.tuple(word, text).map(([to, of]) => `${quoted(to)} == ${of}`),
    fc.tuple(text, text).map((both) => both.join(' == ')),
    fc.tuple(text, fc.array(word, { minLength: 1, maxLength: 3 })).map(([of, list]) => `${of} in [${list.map(quoted).join(', ')}]`),
    fc.tuple(text, fc.constantFrom('startsWith', 'endsWith', 'contains'), word).map(([of, name, to]) => `${of}.${name}(${quoted(to)})`),
    fc.tuple(text, fc.constantFrom('^/', 'T$', '[0-9]+', '^(?:NL|DE)$')).map(([of, pattern]) => `${of}.matches(${quoted(pattern)})`),
    header.map((name) => `${quoted(name)} in request.headers`),
    fc.constantFrom(
      'has(request.headers.absent)',
      'has(request.query.lang)',
      'device.country == null',
      'device.model != null',
      'true',
      'false',
    ),
    fc.constantFrom('device.profile == null', 'device.profile in [1, 7]'),
    fc.tuple(tie('int'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), number).map((parts) => parts.join(' ')),
  )
  const list = fc.array(word, { minLength: 1, maxLength: 3 }).map((list) => `[${list.map(quoted).join(', ')}]`)
  const asked = fc.oneof(
    fc.tuple(text, fc.constantFrom('==', '!=')).map(([of, operator]) => `${of} ${operator} p`),
    fc.tuple(text, fc.constantFrom('startsWith', 'contains')).map(([of, name]) => `${of}.${name}(p)`),
    fc.tuple(text, leaf).map(([of, other]) => `(${of} == p && ${other})`),
    fc.tuple(text, list).map(([of, list]) => `${list}.exists(q, q == p || ${of} == q)`),
  )
  return {
    text,
    int: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom('device.profile', 'int(request.headers["x-version"])', 'int(device.class)', 'size(request.path)'),
      },
      { weight: 1, arbitrary: number },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('device.profile', '3'), fc.constantFrom('%', '/', '-', '*', '+'), number)
          .map((parts) => `(${parts.join(' ')})`),
      },
    ),
    bool: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      { weight: 3, arbitrary: fc.tuple(tie('bool'), tie('bool')).map(([one, other]) => `(${one} && ${other})`) },
      { weight: 2, arbitrary: fc.tuple(tie('bool'), tie('bool')).map(([one, other]) => `(${one} || ${other})`) },
      { weight: 1, arbitrary: tie('bool').map((of) => `!(${of})`) },
      { weight: 1, arbitrary: fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(list, fc.constantFrom('exists', 'all', 'exists_one'), asked)
          .map(([of, name, what]) => `${of}.${name}(p, ${what})`),
      },
    ),
  }
}).bool

/** Requests that such expressions may fit. */
export const inputs: fc.Arbitrary<RuleInput> = fc.record({
  request: fc.record({
    method: fc.constantFrom('GET', 'POST'),
    url: fc.constantFrom('/', '/graphql', '/graphql?lang=on', '/play/1', '/play/12?a=1'),
    // The library takes an empty text for the number 0; CEL does not (cel-spec, 'Type Conversions').
    headers: fc.dictionary(fc.constantFrom('x-lab', 'x-version', 'accept'), fc.constantFrom('on', 'off', '7', '12', 'x', '/on'), {
      noNullPrototype: true,
    }),
  }),
  device: fc.record({
    id: fc.constantFrom('tv', 'AFT', null),
    class: fc.constantFrom('tv', 'phone', '10'),
    model: fc.constantFrom('AFT', 'AFTX', null),
    profile: fc.constantFrom(7, 1, 20, null),
    country: fc.constantFrom('NL', 'DE', null),
  }),
})
