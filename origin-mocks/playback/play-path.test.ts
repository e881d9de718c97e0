import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipFiles } from './clip-files.ts'
import { importPlayKey, readPlayPath, signPlayFolder } from './play-path.ts'

const now = Date.UTC(2026, 9, 1)
const expiresAt = now / 1000 + 3600
const key = await importPlayKey('a secret of the tests, long enough to sign')
const folder = await signPlayFolder(key, { title: 7, profile: 3, expiresAt })

test.each([...clipFiles])('a signed folder opens %s', async (file, contentType) => {
  expect(await readPlayPath(key, folder + file, now)).toEqual({ verdict: 'granted', file, contentType, expiresAt })
})

test('any other character at any position is forbidden', async () => {
  const path = `${folder}master.m3u8`
  const positions = fc.integer({ min: 0, max: path.length - 1 })
  const character = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.string({ minLength: 1, maxLength: 1 }))
  await fc.assert(
    fc.asyncProperty(positions, character, async (position, other) => {
      fc.pre(other !== path[position])
      const changed = path.slice(0, position) + other + path.slice(position + 1)
      expect(await readPlayPath(key, changed, now)).toEqual({ verdict: 'forbidden' })
    }),
    { numRuns: 2_000 },
  )
})

test('at every position each character of an address, percent-encoding, doubling and loss are forbidden', async () => {
  const path = `${folder}high.mp4`
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/\\?#%&=+ '
  for (let position = 0; position < path.length; position++) {
    const [before, at, after] = [path.slice(0, position), path.charAt(position), path.slice(position + 1)]
    const encoded = `%${at.charCodeAt(0).toString(16)}`
    for (const other of [...alphabet.replace(at, ''), encoded, encoded.toUpperCase(), at + at, '']) {
      expect(await readPlayPath(key, before + other + after, now), before + other + after).toEqual({ verdict: 'forbidden' })
    }
  }
})

test.each([
  { name: 'an appended query', path: `${folder}master.m3u8?a=1` },
  { name: 'an empty query', path: `${folder}master.m3u8?` },
  { name: 'a fragment', path: `${folder}master.m3u8#a` },
  { name: 'a final slash', path: `${folder}master.m3u8/` },
  { name: 'a line end', path: `${folder}master.m3u8\n` },
  { name: 'the folder alone', path: folder },
  { name: 'a file that is not there', path: `${folder}nosuch.mp4` },
  { name: 'a way out of the folder and back', path: `${folder}../${folder.slice('/play/'.length)}master.m3u8` },
  { name: 'a dot segment', path: `${folder}./master.m3u8` },
  { name: 'a doubled slash', path: `/${folder}master.m3u8` },
  { name: 'capitals', path: `${folder}MASTER.M3U8` },
  { name: 'another title', path: `${folder.replace('/7.', '/8.')}master.m3u8` },
  { name: 'another profile', path: `${folder.replace('.3.', '.4.')}master.m3u8` },
  { name: 'a leading zero', path: `${folder.replace('/7.', '/07.')}master.m3u8` },
  { name: 'a later expiry', path: `${folder.replace(String(expiresAt), String(expiresAt + 1))}master.m3u8` },
  { name: 'no signature', path: '/play/7.3.1790816400/master.m3u8' },
  { name: 'nothing', path: '' },
  { name: 'a key of every object', path: `${folder}constructor` },
])('$name is forbidden', async ({ path }) => {
  expect(await readPlayPath(key, path, now)).toEqual({ verdict: 'forbidden' })
})

test('a signature made with another secret is forbidden', async () => {
  const forged = await signPlayFolder(await importPlayKey('another secret, of thirty-two characters'), { title: 7, profile: 3, expiresAt })
  expect(await readPlayPath(key, `${forged}master.m3u8`, now)).toEqual({ verdict: 'forbidden' })
})

test.each([
  { name: 'a second before its expiry', at: expiresAt * 1000 - 1000, verdict: 'granted' },
  { name: 'at its expiry', at: expiresAt * 1000, verdict: 'expired' },
  { name: 'after its expiry', at: expiresAt * 1000 + 1, verdict: 'expired' },
])('$name a good path is $verdict', async ({ at, verdict }) => {
  expect(await readPlayPath(key, `${folder}master.m3u8`, at)).toMatchObject({ verdict })
})

test('a forged path is forbidden, not expired, after its expiry too', async () => {
  expect(await readPlayPath(key, `${folder.replace('/7.', '/8.')}master.m3u8`, expiresAt * 1000 + 1)).toEqual({ verdict: 'forbidden' })
})

test('a short or missing secret is refused', async () => {
  await expect(importPlayKey('short')).rejects.toThrow('PLAYBACK_KEY')
  await expect(importPlayKey(undefined)).rejects.toThrow('PLAYBACK_KEY')
})
