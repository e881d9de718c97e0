import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clipFiles } from './clip-files.ts'

const folder = new URL('clip/', import.meta.url)
const names = [...clipFiles.keys()]

/** How many insertions, deletions and replacements of one character turn one word into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

test('no file name is one edit from another', () => {
  for (const one of names) for (const other of names) if (one !== other) expect(editDistance(one, other)).toBeGreaterThan(1)
})

test('the table and the folder name the same files, under 300 KB in all', () => {
  expect(readdirSync(folder).toSorted()).toEqual(names.toSorted())
  expect(names.reduce((sum, name) => sum + statSync(new URL(name, folder)).size, 0)).toBeLessThan(300_000)
})

test('manifests name files of the clip only, relative to themselves', () => {
  const texts = names.filter((name) => /\.(mpd|m3u8)$/.test(name)).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const named = texts.flatMap((text) => [
    ...[...text.matchAll(/<BaseURL>(.*?)<\/BaseURL>|URI="(.*?)"/g)].map((match) => match[1] ?? match[2] ?? ''),
    ...(text.startsWith('#EXTM3U') ? text.split('\n').filter((line) => line !== '' && !line.startsWith('#')) : []),
  ])
  expect(new Set(named)).toEqual(new Set(names.filter((name) => name !== 'manifest.mpd' && name !== 'master.m3u8')))
})
