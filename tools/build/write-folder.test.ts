import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeFolder } from './write-folder.ts'

test('a folder holds what was written last and no more, and what is the same is not touched', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-write-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string) => ({ name, contents: new TextEncoder().encode(text) })
  writeFolder(folder, [file('a.js', '1'), file('b/c.js', '2')])
  const before = statSync(join(folder, 'a.js')).ino
  mkdirSync(join(folder, 'd'))
  writeFileSync(join(folder, 'd/stale.js'), '')
  writeFolder(folder, [file('a.js', '1'), file('e.js', '3')])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name).sort()).toEqual(['a.js', 'e.js'])
  expect(statSync(join(folder, 'a.js')).ino).toBe(before)
})
