import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ratingsFrom } from '../../models/ratings.ts'
import { findRatings } from './find-ratings.ts'
import { readTrainOptions } from './train-options.ts'
import { trainingKey } from './training-key.ts'

const root = mkdtempSync(join(tmpdir(), 'marquee-train-'))
afterAll(() => rmSync(root, { recursive: true }))

describe('the command line of model:train', () => {
  test.each([
    { line: '--ratings r.tsv --out m.bin', source: { kind: 'file', file: '/here/r.tsv' }, seed: 1 },
    { line: '--movielens ../ml-1m --out m.bin --seed 7', source: { kind: 'movielens', folder: '/ml-1m' }, seed: 7 },
    { line: '--demo --out m.bin --seed 4294967295', source: { kind: 'demo' }, seed: 4294967295 },
  ])('$line', ({ line, source, seed }) => {
    expect(readTrainOptions(line.split(' '), '/here')).toEqual({ source, out: '/here/m.bin', seed })
  })

  test.each([
    { line: '--out m.bin', says: 'needs one of --ratings' },
    { line: '--demo --ratings r.tsv --out m.bin', says: 'needs one of --ratings' },
    { line: '--demo', says: 'needs --out FILE' },
    { line: '--demo --out m.bin --seed -1', says: 'seed' },
    { line: '--demo --out m.bin --seed 1.5', says: "Cannot take '1.5' for a seed" },
    { line: '--demo --out m.bin --seed 4294967296', says: 'from 0 to 4294967295' },
    { line: '--demo --out m.bin --epochs 3', says: "Unknown option '--epochs'" },
    { line: '--demo --out m.bin more', says: 'Cannot read the command line' },
  ])('$line is refused', ({ line, says }) => {
    expect(() => readTrainOptions(line.split(' '), '/here')).toThrow(says)
    expect(() => readTrainOptions(line.split(' '), '/here')).toThrow(expect.objectContaining({ name: 'Remedy' }))
  })
})

describe('a folder of MovieLens', () => {
  test.each(['u.data', 'ratings.dat'])('has its ratings in %s', (name) => {
    const folder = join(root, name.replace('.', '-'))
    mkdirSync(folder)
    writeFileSync(join(folder, name), '')
    expect(findRatings(folder)).toBe(join(folder, name))
  })

  test('that is none is refused, and so is a file', () => {
    expect(() => findRatings(join(root, 'nowhere'))).toThrow('there is no folder')
    expect(() => findRatings(root)).toThrow('needs u.data or ratings.dat')
    writeFileSync(join(root, 'r.tsv'), '')
    expect(() => findRatings(join(root, 'r.tsv'))).toThrow('use --ratings')
  })
})

test('the key of a training changes with each rating, id, time and the seed, with the code, and with nothing else', () => {
  const event = { user: '1', item: '2', value: 3, time: 4 }
  const keyOf = (change: object, seed = 1) => trainingKey(ratingsFrom([event, { ...event, item: '9', ...change }]), seed, process.cwd())
  const keys = [{}, { value: 4 }, { time: 5 }, { item: '8' }, { user: '3' }].map((change) => keyOf(change))
  expect(new Set([...keys, keyOf({}, 2)]).size).toBe(6)
  expect(keyOf({})).toBe(keys[0])
  expect(trainingKey(ratingsFrom([event, { ...event, item: '9' }]), 1, root)).not.toBe(keys[0])
})
