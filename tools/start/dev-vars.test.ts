import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { completeDevVars, parseDevVars, randomSecret, setDevVar } from './dev-vars.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dev-vars-'))
  file = join(folder, '.dev.vars')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a file that is not there is written, for its owner alone', () => {
  expect(completeDevVars(file, { OPS_TOKEN: () => 'secret' }).get('OPS_TOKEN')).toBe('secret')
  expect(readFileSync(file, 'utf8')).toBe('OPS_TOKEN=secret\n')
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('what is there stays, what is missing is added', () => {
  writeFileSync(file, '# mine\nOPS_TOKEN="kept"\nOTHER=1')
  const values = completeDevVars(file, { OPS_TOKEN: () => 'new', SESSION_KEY: () => 'made' })
  expect([...values]).toEqual([
    ['OPS_TOKEN', 'kept'],
    ['OTHER', '1'],
    ['SESSION_KEY', 'made'],
  ])
  expect(readFileSync(file, 'utf8')).toBe('# mine\nOPS_TOKEN="kept"\nOTHER=1\nSESSION_KEY=made\n')
})

test('a complete file is not touched', () => {
  writeFileSync(file, 'OPS_TOKEN=kept\n')
  const { mtimeNs } = statSync(file, { bigint: true })
  completeDevVars(file, { OPS_TOKEN: () => 'new' })
  expect(statSync(file, { bigint: true }).mtimeNs).toBe(mtimeNs)
})

test.each([
  { name: 'a file that is not there', text: undefined, after: 'KEY=new\n' },
  { name: 'a file that says another', text: '# mine\nKEY=old\nOTHER=1\n', after: '# mine\nOTHER=1\nKEY=new\n' },
  { name: 'a file that says it already', text: 'KEY="new"\nOTHER=1', after: 'KEY="new"\nOTHER=1' },
])('$name says what is set', ({ text, after }) => {
  if (text !== undefined) writeFileSync(file, text)
  setDevVar(file, 'KEY', 'new')
  expect(readFileSync(file, 'utf8')).toBe(after)
})

test.each([
  { name: 'plain', text: 'A=1', value: '1' },
  { name: 'quoted', text: "A='1 2'", value: '1 2' },
  { name: 'spaced', text: '  export A = 1 ', value: '1' },
  { name: 'with a sign of its own', text: 'A=x=y', value: 'x=y' },
  { name: 'a comment', text: '#A=1', value: undefined },
])('reads an assignment: $name', ({ text, value }) => expect(parseDevVars(text).get('A')).toBe(value))

test('two secrets differ and need no quotes', () => {
  expect(randomSecret()).toMatch(/^[\w-]{43}$/)
  expect(randomSecret()).not.toBe(randomSecret())
})
