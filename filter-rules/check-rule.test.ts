import { describe, expect, test } from 'vitest'
import { checkRule } from './check-rule.ts'
import { compileRule } from './compile-rule.ts'
import { asking } from './test/asking.ts'

const good = {
  stage: 'inbound',
  failMode: 'open',
  when: { path: '/graphql' },
  expression: 'device.class == "tv"',
  actions: [{ setRequestHeader: ['X-Lab', 'on'] }],
} as const

const written = (changes: object = {}) => JSON.stringify({ ...good, ...changes }, null, 2)

test('a rule comes to what it says of itself and to its actions as the edge applies them', () => {
  expect(checkRule(written())).toEqual({
    ok: true,
    definition: { stage: 'inbound', failMode: 'open', when: { path: '/graphql' } },
    fixtures: 0,
  })
  const { actions, decide } = compileRule(written())
  expect(actions).toEqual([{ setRequestHeader: ['x-lab', 'on'] }])
  expect([decide(asking()), decide(asking({}, { class: 'phone' }))]).toEqual([true, false])
})

test('a rule without an expression is for all that when fits', () => {
  const { expression: _, ...rest } = good
  expect(compileRule(JSON.stringify(rest)).decide(asking())).toBe(true)
})

describe('what is wrong is told where it stands', () => {
  /** The first line and column of a part of a source. */
  function placeOf(source: string, part: string) {
    const before = source.slice(0, source.indexOf(part)).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }

  test.each([
    ['another stage', { stage: 'error' }, '"error"', "stage: must be 'inbound' or 'outbound'"],
    ['no fail mode', { failMode: undefined }, '{', 'failMode: must be said'],
    ['a member that rules do not have', { if: 'true' }, '{', "has the key 'if'"],
    ['no actions', { actions: undefined }, '{', 'actions: must be said'],
    ['an action of another stage', { stage: 'outbound' }, '{\n      "setRequestHeader"', 'cannot setRequestHeader in the outbound stage'],
    ['a value of an action', { actions: [{ respond: { status: 999 } }] }, '999', 'actions.0.respond.status: must be'],
    ['a value of when', { when: { path: 'x' } }, '"x"', 'when.path: must begin with a slash'],
    ['an expression that is no text', { expression: true }, 'true', 'expression: must be a string'],
    ['an expression that does not parse', { expression: 'device.class = "tv"' }, '= \\"tv', 'expression: '],
    ['a field that is none', { expression: '"x" == device.klass' }, 'klass', 'expression: No such key: klass'],
    ['a pattern', { expression: 'request.path\n  .matches("(")' }, '\\"(\\"', 'expression: the pattern'],
    ['a fixture that is none', { fixtures: [{ request: { url: 7 } }] }, '7', 'fixtures.0.request.url: must be'],
  ])('%s', (_, changes, part, message) => {
    const source = written(changes)
    expect(checkRule(source)).toEqual({
      ok: false,
      problems: [{ ...placeOf(source, part), message: expect.stringContaining(message) }],
    })
  })

  test('no JSON', () => {
    expect(checkRule('{\n  "stage": inbound\n}')).toEqual({
      ok: false,
      problems: [{ line: 2, column: 12, message: 'expected a value, found "i"' }],
    })
  })

  test('a character after others that are escaped', () => {
    const source = '{"stage":"inbound","failMode":"open","actions":[],\n"expression":"\\u0022\\u00e9\\u0022 == nobody"}'
    expect(checkRule(source)).toMatchObject({ problems: [{ line: 2, column: (source.split('\n')[1]?.indexOf('nobody') as number) + 1 }] })
  })
})

describe('fixtures', () => {
  const fits = { name: 'a television', request: { url: '/graphql?x=1' }, device: { class: 'tv' } }

  test('all of them pass, each with what it leaves out at its plain value', () => {
    const fixtures = [
      { ...fits, actions: [{ setRequestHeader: ['x-lab', 'on'] }] },
      { name: 'a browser', request: { url: '/graphql' } },
      { name: 'another path', device: { class: 'tv' } },
    ]
    expect(checkRule(written({ fixtures }))).toMatchObject({ ok: true, fixtures: 3 })
  })

  test('each that does not come to its actions is told', () => {
    const fixtures = [fits, { device: { class: 'tv' }, request: { url: '/graphql' }, actions: [{ setRequestHeader: ['x-lab', 'off'] }] }]
    expect(checkRule(written({ fixtures }))).toMatchObject({
      ok: false,
      problems: [
        { message: 'fixtures.0: the fixture \'a television\' failed: it came to [{"setRequestHeader":["x-lab","on"]}], not to []' },
        { message: expect.stringContaining('fixtures.1: the fixture 1 failed') },
      ],
    })
  })

  test('a rule that cannot judge one fails on it', () => {
    const fixtures = [{ request: { url: '/graphql' } }]
    expect(checkRule(written({ expression: 'request.headers["x-lab"] == "on"', fixtures }))).toMatchObject({
      problems: [{ message: "fixtures.0: the fixture 0 failed: expression: request.headers has no 'x-lab'" }],
    })
  })

  test('those of an outbound rule have an answer', () => {
    const rule = {
      stage: 'outbound',
      failMode: 'open',
      expression: 'response.status == 503',
      actions: [{ setResponseHeader: ['retry-after', '5'] }],
    }
    const fixtures = [{ response: { status: 503 }, actions: [{ setResponseHeader: ['retry-after', '5'] }] }, { response: { status: 200 } }]
    expect(checkRule(JSON.stringify({ ...rule, fixtures }))).toMatchObject({ ok: true })
  })
})
