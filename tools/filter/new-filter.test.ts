import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileFilter } from '../../filter-compiler/compile-filter.ts'
import { projectRoot } from '../wrangler.ts'
import { newFilter } from './new-filter.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'new-filter-'))
  cpSync(join(projectRoot, 'filter-samples'), join(root, 'filter-samples'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const begin = (target: string, from?: string) => newFilter({ target, from, folder: join(root, 'here'), root })

test('a name stands in filters/, and what is written there compiles', () => {
  const file = begin('block-tv')
  expect(file).toBe(join(root, 'filters/block-tv.ts'))
  expect(compileFilter(readFileSync(file, 'utf8'), 'typescript')).toMatchObject({ ok: true })
})

test('a path stands where it says', () => {
  expect(begin('a/block.ts')).toBe(join(root, 'here/a/block.ts'))
  expect(existsSync(join(root, 'here/a/block.ts'))).toBe(true)
})

test('a sample can be the beginning', () => {
  expect(readFileSync(begin('geo', 'geo-rule'), 'utf8')).toBe(readFileSync(join(root, 'filter-samples/geo-rule.ts'), 'utf8'))
})

test.each([
  { name: 'a name that no filter has', target: 'Block_TV', says: "Cannot take 'Block_TV'" },
  { name: 'another kind of file', target: './block.py', says: 'ends with .ts' },
  {
    name: 'a sample that is not there',
    target: 'geo',
    from: '../package',
    says: "Cannot begin from '../package': there are account-origin, ",
  },
])('refused: $name', ({ target, from, says }) => expect(() => begin(target, from)).toThrow(says))

test('what is there is not written over', () => {
  begin('block-tv')
  expect(() => begin('block-tv', 'geo-rule')).toThrow('is there already')
})
