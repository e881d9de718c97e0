import { expect, test } from 'vitest'
import { bindings, filterOf } from '../filter-sandbox/test/filter-world.ts'
import type { FilterLanguage } from '../filter-sdk/checked-filter.ts'

const check = (source: string, language: FilterLanguage = 'typescript') => bindings.COMPILER.compile(source, language)

/** The example of the contract, to the letter. */
const example = `import { defineFilter } from 'marquee:filter'
export default defineFilter({
  stage: 'inbound',                                  // or 'outbound'
  failMode: 'open',                                  // or 'closed' (then a failing filter answers 503 FILTER_FAILED); must be said
  before: ['name'], after: ['name'],                 // optional; a cycle is refused
  when: { method: ['GET'], path: '/graphql', device: { class: ['tv'] }, country: ['NL'], header: { 'x-lab': 'on' }, share: 0.5 },   // optional
  shouldFilter({ request, device }) { return true }, // optional
  apply({ request, device, response }) {             // request { method, url, headers }; device { id, class, model, profile, country }; response (outbound) { status, headers }
    return [{ respond: { status: 403, code: 'DEVICE_BLOCKED', message: 'This device is blocked' } }]
  },
})
export const fixtures = [{ request: { method: 'GET', url: '/graphql', headers: { 'X-Lab': 'on' } }, device: { class: 'tv', country: 'NL' }, actions: [{ respond: { status: 403, code: 'DEVICE_BLOCKED' } }] }]
`

test('a filter that passes its fixtures comes with its code and what it says of itself', async () => {
  const checked = await check(example)
  expect(checked).toMatchObject({
    ok: true,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    definition: { stage: 'inbound', failMode: 'open', before: ['name'], after: ['name'], when: { share: 0.5, country: ['NL'] } },
    fixtures: 1,
  })
  expect(await check(example)).toEqual(checked)
})

const outbound = (fixture: string) =>
  `${filterOf("return response.status === 404 ? [{ removeResponseHeader: 'ETag' }, { setResponseHeader: ['X-Lost', '1'] }] : []", {
    stage: 'outbound',
    more: "when: { path: '/a*' },",
  })}export const fixtures = [${fixture}]`

test.each([
  [
    '{ request: { url: "/a/b?c" }, response: { status: 404 }, actions: [{ removeResponseHeader: ["etag"] }, { setResponseHeader: ["X-Lost", "1"] }] }',
    'passes',
  ],
  ['{ request: { url: "/a" }, actions: [] }', 'passes'],
  ['{ request: { url: "/b" }, response: { status: 404 } }', 'passes'],
  ['{ request: { url: "/a" }, response: { status: 404 } }', '4:26 the fixture 0 failed: it came to [{"removeResponseHeader":"etag"},'],
  [
    '{}, { name: "lost", request: { url: "/a" }, actions: [{ removeResponseHeader: "etag" }] }',
    "4:30 the fixture 'lost' failed: it came to [], not to",
  ],
  ['{ requests: {} }', "4:26 fixtures.0: has the key 'requests'"],
  ['{ device: { class: () => 1 } }', '4:45 fixtures.0.device.class: is function, not data'],
])('of the fixtures [%s], the compiler says: %s', async (fixture, said) => {
  const checked = await check(outbound(fixture), 'javascript')
  if (said === 'passes') expect(checked).toMatchObject({ ok: true })
  else if (!checked.ok)
    expect(`${checked.problems[0]?.line}:${checked.problems[0]?.column} ${checked.problems[0]?.message}`).toContain(said)
  else expect.unreachable('passed')
})

const inJavaScript = (definition: string) =>
  `import { defineFilter } from 'marquee:filter'\nexport default defineFilter({ ${definition}, apply: () => [] })\n`

test.each([
  ["stage: 'inbound', failMode: 'open', when: { share: 2 }", 2, 82, 'when.share: must be a number from 0 to 1'],
  ["stage: 'sideways', failMode: 'open'", 2, 38, "stage: must be 'inbound' or 'outbound'"],
  ["stage: 'inbound'", 2, 29, "failMode: must be said: 'open' or 'closed'"],
  ["stage: 'inbound', failMode: 'open', after: ['a', 'B']", 2, 80, 'after.1: must be the name of a filter'],
  ["stage: 'inbound', failMode: 'open', when: { ip: [] }", 2, 73, "when: has the key 'ip'"],
  ["stage: 'inbound', failMode: 'open', get when() { return { share: -1 } }", 2, 67, 'when.share: must be a number from 0 to 1'],
])('a definition that is %s is refused where it stands', async (definition, line, column, message) => {
  expect(await check(inJavaScript(definition), 'javascript')).toMatchObject({
    ok: false,
    problems: [{ line, column, message: expect.stringContaining(message) }],
  })
})

test.each([
  ['let x = ;', 1, 9, 'Expression expected.'],
  ["import fs from 'node:fs'\nexport default fs", 1, 16, "A filter imports 'marquee:filter' only"],
  [filterOf("fetch('/')\nreturn []"), 3, 107, "Cannot find name 'fetch'."],
  [filterOf("const n: number = 'one'\nreturn []"), 3, 113, "Type 'string' is not assignable to type 'number'."],
  [filterOf('return [{ respond: { statos: 403 } }]'), 3, 68, "Property 'status' is missing"],
  [filterOf('return device.class').replace("'open'", "'ajar'"), 3, 0, ''],
  ['export const a = 1', 1, 14, 'A filter exports its definition as default, and fixtures; nothing else'],
  ['const a = 1', 1, 1, 'The module has no default export'],
  [' '.repeat(65_539), 1, 1, 'A filter may be at most 65536 bytes, this one is 65539'],
  ['throw new RangeError("no")\nexport default {}', 1, 1, 'RangeError: no'],
  ['for (;;);\nexport default {}', 1, 1, 'too many steps'],
  [`export default ${'1+'.repeat(20_000)}1`, 1, 1, 'nested too deeply'],
])('the source %s is refused with line and column', async (source, line, column, message) => {
  const checked = await check(source)
  if (checked.ok) expect.unreachable('it was taken')
  else {
    const [problem] = checked.problems
    expect(problem).toMatchObject({ line, ...(column > 0 && { column }), message: expect.stringContaining(message) })
  }
})

const early = (body: string) => filterOf(`${body}; return []`)

test.each([
  { name: 'a name declared twice', body: 'let a = 1; let a = 2' },
  { name: 'a pattern that is none', body: 'return /(/' },
  { name: 'a flag of patterns that is none', body: 'return /a/gg' },
  { name: 'octal digits', body: 'return 010' },
  { name: 'with', body: 'with (request) { method }' },
  { name: 'delete of a name', body: 'let a = 1; delete a' },
  { name: 'another arguments', body: 'arguments = []' },
  { name: 'break of nothing', body: 'break' },
  { name: 'a label that is not there', body: 'for (;;) break away' },
  { name: 'a private name of nobody', body: 'return request.#secret' },
  { name: 'super of nobody', body: 'super()' },
  { name: 'yield outside of a generator', body: 'yield 1' },
  { name: 'an optional chain that is assigned to', body: 'request?.method = 1' },
])('what no engine takes is refused with its place, in either language: $name', async ({ body }) => {
  for (const language of ['javascript', 'typescript'] as const) {
    const checked = await check(early(body), language)
    if (checked.ok) expect.unreachable(`it was taken as ${language}`)
    else expect(checked.problems[0]).toMatchObject({ line: 3, column: expect.toSatisfy((column) => column > 1) })
  }
})

test.each([
  {
    name: 'in JavaScript',
    language: 'javascript',
    source: early('return request.#secret'),
    line: 3,
    column: 121,
    message: "SyntaxError: Private field '#secret' must be declared in an enclosing class",
  },
  {
    name: 'in TypeScript that is not to be checked',
    language: 'typescript',
    source: `// @ts-nocheck\n${early('let a = 1; let a = 2')}`,
    line: 4,
    column: 122,
    message: "SyntaxError: Identifier 'a' has already been declared",
  },
] as const)('what only the engine refuses is refused where the source has it: $name', async ({ language, source, ...problem }) => {
  const { line, column, message } = problem
  expect(await check(source, language)).toEqual({ ok: false, problems: [{ line, column, message }] })
})
