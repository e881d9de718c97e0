import { beforeAll, describe, expect, test } from 'vitest'
import { withPassport } from './fakes/test-passports.ts'
import type { Playback } from './playback.ts'

/** A playback origin, and the means of a device that follows what it hands out. */
export interface PlaybackUnderTest {
  readonly playback: Playback
  /** GETs an address exactly as it is written; `code` is that of the first error in the body. */
  get(url: string): Promise<{ readonly status: number; readonly code: string | null }>
  /** An address as `sign` gave it long ago. */
  expired(title: number, profile: number): Promise<string>
  /** What the origin's clock says, epoch milliseconds. */
  now(): number
}

const viewer = (profile: number) => withPassport({ account: 'a', profile })
const publicOrigin = 'https://marquee.example'

/** What every playback origin keeps, whatever stands behind it. */
export function playbackContract(name: string, makePlayback: () => Promise<PlaybackUnderTest>): void {
  describe(`${name} keeps the playback contract`, () => {
    let subject: PlaybackUnderTest
    beforeAll(async () => {
      subject = await makePlayback()
      await subject.playback.seed()
    })

    async function signOne(title: number, profile: number) {
      const [record] = await subject.playback.sign([title], await viewer(profile), publicOrigin)
      if (record === undefined) throw new Error('no record for the title asked')
      return record
    }

    test('once seeded it is ready, and seeding again stores nothing', async () => {
      expect(await subject.playback.state()).toMatchObject({ ready: true })
      expect(await subject.playback.seed()).toEqual({ stored: 0 })
    })

    test('gives one record for each title, in that order', async () => {
      const records = await subject.playback.sign([9, 7, 9], await viewer(3), publicOrigin)
      expect(records).toEqual([await signOne(9, 3), await signOne(7, 3), await signOne(9, 3)])
      expect(await subject.playback.sign([], await viewer(3), publicOrigin)).toEqual([])
    })

    test('addresses stand under /play/ of the origin it was told', async () => {
      for (const origin of [publicOrigin, 'http://127.0.0.1:8787']) {
        const [record] = await subject.playback.sign([7], await viewer(3), origin)
        expect(record?.dashUrl.startsWith(`${origin}/play/`)).toBe(true)
        expect(record?.hlsUrl.startsWith(`${origin}/play/`)).toBe(true)
      }
    })

    test('tells a later expiry, in UTC', async () => {
      const { expiresAt } = await signOne(7, 3)
      expect(new Date(expiresAt).toISOString()).toBe(expiresAt)
      expect(Date.parse(expiresAt)).toBeGreaterThan(subject.now())
    })

    test('what it signs can be played', async () => {
      const { dashUrl, hlsUrl } = await signOne(7, 3)
      expect(await subject.get(dashUrl)).toEqual({ status: 200, code: null })
      expect(await subject.get(hlsUrl)).toEqual({ status: 200, code: null })
    })

    test('another title and another profile have other addresses', async () => {
      const records = [await signOne(7, 3), await signOne(8, 3), await signOne(7, 4)]
      expect(new Set(records.flatMap((record) => [record.dashUrl, record.hlsUrl])).size).toBe(6)
    })

    test('any changed character of the path is forbidden', async () => {
      const { dashUrl, hlsUrl } = await signOne(7, 3)
      await subject.playback.sign([1, 2, 3, 4, 5, 6, 8, 9], await viewer(3), publicOrigin)
      for (const url of [dashUrl, hlsUrl]) {
        for (let position = publicOrigin.length + 1; position < url.length; position++) {
          for (const other of neighbours(url.charAt(position))) {
            const changed = url.slice(0, position) + other + url.slice(position + 1)
            expect(await subject.get(changed), changed).toEqual({ status: 403, code: 'PLAYBACK_FORBIDDEN' })
          }
        }
      }
    })

    test('a query, even an empty one, is forbidden', async () => {
      const { dashUrl } = await signOne(7, 3)
      for (const query of ['?', '?a', '?CMCD=br%3D668', '&a=1', '%3F']) {
        expect(await subject.get(dashUrl + query), query).toEqual({ status: 403, code: 'PLAYBACK_FORBIDDEN' })
      }
    })

    test('a file that is not there is forbidden, not missing', async () => {
      const { dashUrl } = await signOne(7, 3)
      for (const file of ['', 'nosuch.mp4', 'manifest.mpd/', 'constructor']) {
        expect(await subject.get(new URL(file, dashUrl.replace(/[^/]*$/, '')).href)).toEqual({ status: 403, code: 'PLAYBACK_FORBIDDEN' })
      }
    })

    test('a past expiry is told from a forged address', async () => {
      const url = await subject.expired(7, 3)
      expect(await subject.get(url)).toEqual({ status: 403, code: 'PLAYBACK_EXPIRED' })
      expect(await subject.get(url.replace('/play/7', '/play/8'))).toEqual({ status: 403, code: 'PLAYBACK_FORBIDDEN' })
    })

    test.each([
      { name: 'a title that is no number', titles: ['7'], profile: 3, origin: publicOrigin },
      { name: 'a title of zero', titles: [0], profile: 3, origin: publicOrigin },
      { name: 'half a title', titles: [1.5], profile: 3, origin: publicOrigin },
      { name: 'titles that are no list', titles: 7, profile: 3, origin: publicOrigin },
      { name: 'a negative profile', titles: [7], profile: -1, origin: publicOrigin },
      { name: 'an origin with a path', titles: [7], profile: 3, origin: `${publicOrigin}/a` },
      { name: 'an origin that is no web origin', titles: [7], profile: 3, origin: 'javascript:alert(1)' },
    ])('refuses to sign for $name', async ({ titles, profile, origin }) => {
      const nonsense = titles as readonly number[]
      const asking = await viewer(profile)
      await expect(async () => subject.playback.sign(nonsense, asking, origin)).rejects.toMatchObject({ name: 'TypeError' })
    })
  })
}

/** Spellings that a careless reader takes for the same character, and the nearest other ones. */
function neighbours(character: string): readonly string[] {
  const code = character.charCodeAt(0)
  const swapped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase()
  const encoded = `%${code.toString(16).padStart(2, '0')}`
  const nearest = [String.fromCharCode(code + 1), String.fromCharCode(code - 1)].filter((near) => /[\w.~-]/.test(near))
  return [...nearest, swapped, encoded, 'A', '0', '_'].filter((other) => other !== character)
}
