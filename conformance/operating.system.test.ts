import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codeBlocks } from '../tools/check/markdown.ts'
import { docCommands, fits, missingOf } from './doc-commands.ts'
import { runDocCommands } from './run-doc-commands.ts'
import { openShell } from './shell.ts'

const page = 'docs/operating.md'
runDocCommands(page, codeBlocks(readFileSync(page, 'utf8')))

describe('what a page promises of its commands', () => {
  test.each([
    { name: 'the same', example: { a: [1, null, 'x'] }, value: { a: [1, null, 'x'] }, fit: true },
    { name: 'more keys and items, in another order', example: { a: [{ b: 1 }, 2] }, value: { c: 0, a: [3, 2, { b: 1, d: 4 }] }, fit: true },
    { name: 'any value, where it is left open', example: { a: '…' }, value: { a: 7 }, fit: true },
    { name: 'any text around what is said', example: 'a … (b)', value: 'a c (b)', fit: true },
    { name: 'no value at all', example: { a: '…' }, value: {}, fit: false },
    { name: 'another value', example: { a: 1 }, value: { a: '1' }, fit: false },
    { name: 'an item that is missing', example: [1, 2], value: [1], fit: false },
    { name: 'a list where an object is shown', example: { 0: 1 }, value: [1], fit: false },
    { name: 'text beyond what is said', example: 'a…', value: 'b a', fit: false },
  ])('$name fits: $fit', ({ example, value, fit }) => expect(fits(example, value)).toBe(fit))

  test.each([
    { language: 'json', code: '{"a":1}', output: 'before\n{"a":1,"b":2}\n', missing: undefined },
    { language: 'json', code: '{"a":1}', output: '{"a":2}\nno JSON', missing: '{"a":1}' },
    { language: 'text', code: 'one …\n\ntwo', output: 'two\n  one more', missing: undefined },
    { language: 'text', code: 'one\ntwo', output: 'one', missing: 'two' },
  ])('$language $code in $output: $missing is missing', ({ language, code, output, missing }) => {
    expect(missingOf({ language, code, note: 'shows', line: 1 }, output)).toBe(missing)
  })

  test('blocks that show something belong to the commands before them; others are left out', () => {
    const blocks = codeBlocks('```sh run\na\n```\n```json shows\n1\n```\n```sh parse: deploys\nb\n```\n```sh run until shown\nc\n```')
    expect(docCommands(blocks)).toMatchObject([
      { code: 'a', untilShown: false, shows: [{ code: '1' }] },
      { code: 'c', untilShown: true, shows: [] },
    ])
  })

  test.each([
    { name: 'shows something before any command', text: '```json shows\n1\n```' },
    { name: 'has no commands', text: '```sh ignore: none\na\n```' },
    { name: 'shows what is no JSON', text: '```sh run\na\n```\n```json shows\n{\n```' },
  ])('a page that $name is refused', ({ text }) => expect(() => docCommands(codeBlocks(text))).toThrow())

  test('a terminal keeps what is set, gives no input, and ends at the first command that fails', async () => {
    const shell = openShell('/', process.env)
    await shell.run('A=1; f() { echo "f $1"; }')
    expect(await shell.run('f $A; cat; pwd; echo oh >&2')).toEqual({ code: 0, stdout: 'f 1\n/\n', stderr: 'oh\n' })
    expect(await shell.run('echo before; (exit 3) | cat; echo after')).toMatchObject({ code: 3, stdout: 'before\n' })
    expect(await shell.run('echo more')).toMatchObject({ code: 3, stdout: '' })
  })

  test.each(['false', 'echo $UNSET', 'exit 0', 'if', "curl -fsS 'http://127.0.0.1:9'"])('%s does not pass for good', async (commands) => {
    expect((await openShell('/', process.env).run(commands)).code).toBeGreaterThan(0)
  })
})
