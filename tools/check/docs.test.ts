import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../wrangler.ts'
import { blockProblem, type DocsWorld } from './docs.ts'
import { codeBlocks, fileLinks } from './markdown.ts'

const world: DocsWorld = {
  root: projectRoot,
  scripts: ['check'],
  schema: buildSchema('type Query { home: Int }'),
  ci: 'step "the test command" bash -c "$(readme test)"',
  tested: new Set(['docs/tested.md']),
}
const problem = (language: string, note: string, code: string, file = 'docs/page.md') =>
  blockProblem({ language, note, code, line: 1 }, file, world)

describe('an example is good', () => {
  test.each([
    { name: 'JSON', language: 'json', note: '', code: '{"a":1}' },
    { name: 'a GraphQL query of the schema', language: 'graphql', note: '', code: '{ home }' },
    { name: 'SDL', language: 'graphql', note: '', code: 'type A { b: Missing }' },
    { name: 'TypeScript that parses', language: 'ts', note: '', code: 'const a: number = b' },
    {
      name: 'TypeScript that runs',
      language: 'ts',
      note: 'run',
      code: "import { codeBlocks } from './tools/check/markdown.ts'\ncodeBlocks('')",
    },
    { name: 'a command that says why it is only parsed', language: 'sh', note: 'parse: deploys', code: 'npm run check' },
    { name: 'one left out with a reason', language: 'json', note: 'ignore: a part only', code: '{ … }' },
    { name: 'another language', language: 'toml', note: '', code: '= =' },
  ])('$name', async ({ language, note, code }) => expect(await problem(language, note, code)).toBeUndefined())

  test('a command of the README that .ci/run executes', async () => {
    expect(await problem('sh', 'test', 'npm test', 'README.md')).toBeUndefined()
  })
})

test.each([
  { language: 'sh', note: 'run', code: 'true' },
  { language: 'sh', note: 'run until shown', code: 'true' },
  { language: 'json', note: 'shows', code: '{"a":"…"}' },
  { language: 'text', note: 'shows', code: 'done' },
])('of a page whose commands a test runs, $language $note is good', async ({ language, note, code }) => {
  expect(await problem(language, note, code, 'docs/tested.md')).toBeUndefined()
})

test('a command of any other page is parsed', async () => {
  expect(await problem('sh', '', 'npm run check', 'CONTRIBUTING.md')).toBeUndefined()
})

describe('an example is refused', () => {
  test.each([
    { name: 'JSON that does not parse', language: 'json', note: '', code: '{a}', says: /does not parse/ },
    { name: 'GraphQL that does not parse', language: 'graphql', note: '', code: '{', says: /does not parse/ },
    { name: 'a field the schema does not have', language: 'graphql', note: '', code: '{ away }', says: /away/ },
    { name: 'TypeScript that does not parse', language: 'ts', note: '', code: 'const = 1', says: /does not parse/ },
    { name: 'TypeScript that throws', language: 'ts', note: 'run', code: 'throw new Error("no")', says: /does not run/ },
    { name: 'a script that is not there', language: 'sh', note: 'parse: long', code: 'npm run chekc', says: /"chekc"/ },
    { name: 'shell that does not parse', language: 'bash', note: 'parse: long', code: 'if true; then', says: /does not parse/ },
    { name: 'a command that is not marked', language: 'sh', note: '', code: 'true', says: /not marked/ },
    { name: 'a command that is only parsed without a reason', language: 'sh', note: 'parse', code: 'true', says: /not marked/ },
    { name: 'a command of a page that no test runs', language: 'sh', note: 'run', code: 'true', says: /run by no test/ },
    { name: 'what a command shows, where no test runs it', language: 'json', note: 'shows', code: '{}', says: /no test looks/ },
    { name: 'one left out without a reason', language: 'json', note: 'ignore', code: '{', says: /without a reason/ },
  ])('$name', async ({ language, note, code, says }) => expect(await problem(language, note, code)).toMatch(says))

  test('a command of the README that nothing executes', async () => {
    expect(await problem('sh', '', 'npm test', 'README.md')).toMatch('without the name')
    expect(await problem('sh', 'start', 'npm start', 'README.md')).toMatch('does not execute')
  })
})

test('codeBlocks finds each fence with its language, note, line and code', () => {
  const markdown = 'Text\n\n```sh run\nnpm test\n```\n- item\n  ~~~json\n  {"a": 1}\n  ~~~\n````md\n```ts\n```\n````\n'
  expect(codeBlocks(markdown)).toEqual([
    { language: 'sh', note: 'run', code: 'npm test', line: 3 },
    { language: 'json', note: '', code: '{"a": 1}', line: 7 },
    { language: 'md', note: '', code: '```ts\n```', line: 10 },
  ])
})

test('fileLinks leaves out code, anchors and other hosts', () => {
  const markdown = '[a](docs/a.md#part) `[b](b.md)` [c](https://example.org) [d](#here)\n```\n[e](e.md)\n```\n[f](../f)'
  expect(fileLinks(markdown)).toEqual([
    { target: 'docs/a.md', line: 1 },
    { target: '../f', line: 5 },
  ])
})
