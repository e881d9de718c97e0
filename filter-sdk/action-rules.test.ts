import { describe, expect, test } from 'vitest'
import { validateActions } from './action-rules.ts'

describe('an action becomes what the edge applies', () => {
  test.each([
    { name: 'nothing', actions: undefined, checked: [] },
    { name: 'no actions', actions: [], checked: [] },
    {
      name: 'a header, its name in lower case',
      actions: [{ setRequestHeader: ['X-Lab', 'on'] }],
      checked: [{ setRequestHeader: ['x-lab', 'on'] }],
    },
    { name: 'an empty header', actions: [{ setResponseHeader: ['x-lab', ''] }], checked: [{ setResponseHeader: ['x-lab', ''] }] },
    { name: 'a removal', actions: [{ removeRequestHeader: 'X-Lab' }], checked: [{ removeRequestHeader: 'x-lab' }] },
    { name: 'a removal as a list', actions: [{ removeResponseHeader: ['ETag'] }], checked: [{ removeResponseHeader: 'etag' }] },
    { name: 'a removal with the value', actions: [{ removeResponseHeader: ['ETag', '"1"'] }], checked: [{ removeResponseHeader: 'etag' }] },
    { name: 'an attribute', actions: [{ setAttribute: ['geo.country', 'NL'] }], checked: [{ setAttribute: ['geo.country', 'NL'] }] },
    { name: 'an origin', actions: [{ route: { origin: 'next' } }], checked: [{ route: { origin: 'next' } }] },
    { name: 'a version', actions: [{ route: { version: 'v2.1' } }], checked: [{ route: { version: 'v2.1' } }] },
    { name: 'an answer by code', actions: [{ respond: { status: 403, code: 'NO' } }], checked: [{ respond: { status: 403, code: 'NO' } }] },
    {
      name: 'an answer of text',
      actions: [{ respond: { status: 200, body: 'hello' } }],
      checked: [{ respond: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'hello' } }],
    },
    {
      name: 'an answer of JSON, with headers',
      actions: [{ respond: { status: 200, headers: { 'X-A': '1' }, body: { a: [1] } } }],
      checked: [
        { respond: { status: 200, headers: { 'x-a': '1', 'content-type': 'application/json; charset=utf-8' }, body: '{"a":[1]}' } },
      ],
    },
    {
      name: 'a redirect to a path',
      actions: [{ redirect: { status: 302, location: '/a?b=c' } }],
      checked: [{ redirect: { status: 302, location: '/a?b=c' } }],
    },
    {
      name: 'a redirect to another host, by its whole address',
      actions: [{ redirect: { status: 308, location: 'https://example.org/a' } }],
      checked: [{ redirect: { status: 308, location: 'https://example.org/a' } }],
    },
  ])('$name', ({ actions, checked }) => {
    expect(validateActions('inbound', actions)).toEqual(checked)
    expect(validateActions('inbound', validateActions('inbound', actions))).toEqual(checked)
  })
})

test.each(['setRequestHeader', 'removeRequestHeader', 'route'])('%s comes too late in the outbound stage', (kind) => {
  expect(() => validateActions('outbound', [{ [kind]: ['x-a', '1'] }])).toThrow(`cannot ${kind} in the outbound stage`)
})

describe('an action is refused', () => {
  test.each([
    { name: 'no list', actions: {}, says: 'must be an array' },
    { name: 'two in one', actions: [{ setAttribute: ['a', 1], removeRequestHeader: 'a' }], says: 'exactly one action' },
    { name: 'none', actions: [{}], says: 'exactly one action' },
    { name: 'one by the name of a method of objects', actions: [{ hasOwnProperty: 1 }], says: "no action 'hasOwnProperty'" },
    { name: 'an action after the answer', actions: [{ respond: { status: 200 } }, { setAttribute: ['a', 1] }], says: 'must be the last' },
    {
      name: 'two answers',
      actions: [{ respond: { status: 200 } }, { redirect: { status: 302, location: '/' } }],
      says: 'must be the last',
    },
    { name: 'a header without a value', actions: [{ setRequestHeader: ['x-a'] }], says: '[name, value]' },
    { name: 'a header that is a number', actions: [{ setRequestHeader: ['x-a', 1] }], says: 'must be a string' },
    { name: 'a header of another line', actions: [{ setRequestHeader: ['x-a', 'a\nb: c'] }], says: 'one line' },
    { name: 'a header with a space at its end', actions: [{ setRequestHeader: ['x-a', 'a '] }], says: 'one line' },
    { name: 'a header beyond Latin-1', actions: [{ setRequestHeader: ['x-a', '\u010a'] }], says: 'one line' },
    { name: 'a name with a colon', actions: [{ setRequestHeader: ['x-a:', 'b'] }], says: 'name of a header' },
    { name: 'a name whose lower case is plain', actions: [{ setRequestHeader: ['\u212aeep-alive', 'b'] }], says: 'may not be keep-alive' },
    { name: 'a long name', actions: [{ removeRequestHeader: 'x'.repeat(129) }], says: 'at most 128 long' },
    { name: 'a long value', actions: [{ setRequestHeader: ['x-a', 'x'.repeat(4_097)] }], says: 'at most 4096 long' },
    { name: 'both an origin and a version', actions: [{ route: { origin: 'a', version: 'b' } }], says: 'either origin or version' },
    { name: 'an address for an origin', actions: [{ route: { origin: 'https://example.org' } }], says: 'name of an origin' },
    { name: 'an answer without a status', actions: [{ respond: {} }], says: 'from 200 to 599' },
    { name: 'a body where there can be none', actions: [{ respond: { status: 304, body: 'a' } }], says: 'cannot go with status 304' },
    { name: 'a body that is a number', actions: [{ respond: { status: 200, body: 1 } }], says: 'a string, an object or an array' },
    { name: 'a code in lower case', actions: [{ respond: { status: 400, code: 'no' } }], says: 'upper case with underscores' },
    { name: 'a key that no answer has', actions: [{ respond: { statos: 200 } }], says: "the key 'statos'" },
    {
      name: 'many headers',
      actions: [{ respond: { status: 200, headers: Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`x-${at}`, ''])) } }],
      says: 'at most 32 headers',
    },
    { name: 'a redirect with 200', actions: [{ redirect: { status: 200, location: '/' } }], says: 'must be 301' },
    {
      name: 'a redirect to a page beside',
      actions: [{ redirect: { status: 302, location: 'a' } }],
      says: 'a path that begins with one slash',
    },
    {
      name: 'a redirect to another host by slashes',
      actions: [{ redirect: { status: 302, location: '//example.org' } }],
      says: 'one slash',
    },
    { name: 'a redirect of two lines', actions: [{ redirect: { status: 302, location: '/\r\nset-cookie: a=b' } }], says: 'one slash' },
  ])('$name', ({ actions, says }) => expect(() => validateActions('inbound', actions)).toThrow(says))
})

test.each([
  ...['Host', 'Content-Length', 'Transfer-Encoding', 'Connection', 'TE', 'Upgrade', 'Authorization', 'Cookie', 'Set-Cookie', 'Passport'],
  ...['X-Marquee-Trace', 'X-Passport', 'X-Forwarded-For', 'Forwarded', 'CF-Connecting-IP', 'Sec-Fetch-Site', 'True-Client-IP'],
])('no filter touches the header %s', (name) => {
  for (const kind of ['setRequestHeader', 'setResponseHeader'])
    expect(() => validateActions('inbound', [{ [kind]: [name, '1'] }])).toThrow(`may not be ${name.toLowerCase()}`)
  expect(() => validateActions('inbound', [{ removeRequestHeader: name }])).toThrow(`may not be ${name.toLowerCase()}`)
  expect(() => validateActions('inbound', [{ respond: { status: 200, headers: { [name]: '1' } } }])).toThrow('may not be')
})
