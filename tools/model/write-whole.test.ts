import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { writeProblem, writeWhole } from './write-whole.ts'

const folder = mkdtempSync(join(tmpdir(), 'marquee-write-'))
beforeEach(() => {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a file is written, and written anew, with nothing left beside it', () => {
  const file = join(folder, 'model.bin')
  writeWhole(file, Buffer.from('one'))
  writeWhole(file, Buffer.from('two'))
  expect(readFileSync(file, 'utf8')).toBe('two')
  expect(readdirSync(folder)).toEqual(['model.bin'])
})

test.each([
  { name: 'a folder', place: () => folder, says: 'it is a folder' },
  { name: 'a device, which a rename would replace', place: () => '/dev/full', says: 'it is a device' },
  { name: 'a place in no folder', place: () => join(folder, 'nowhere', 'model.bin'), says: 'its folder is not there' },
  { name: 'a place in a file', place: () => join(fileIn(folder), 'model.bin'), says: 'its folder is a file' },
  { name: 'a name that is too long', place: () => join(folder, 'm'.repeat(300)), says: 'the name is too long' },
])('$name is refused in one line, and nothing is left', ({ place, says }) => {
  fileIn(folder)
  expect(() => writeWhole(place(), Buffer.from('model'))).toThrow(says)
  expect(() => writeWhole(place(), Buffer.from('model'))).toThrow(expect.objectContaining({ name: 'Remedy' }))
  expect(readdirSync(folder)).toEqual(['file'])
  expect(statSync('/dev/full').isFile()).toBe(false)
})

test('what is no fault of the disk stays what it is', () => {
  const error = new TypeError('ours')
  expect(writeProblem('x', error)).toBe(error)
  expect(writeProblem('x', Object.assign(new Error('?'), { code: 'ENOSPC' }))).toMatchObject({
    message: "Cannot write 'x': the disk is full",
  })
})

function fileIn(parent: string): string {
  const file = join(parent, 'file')
  writeFileSync(file, 'kept')
  return file
}
