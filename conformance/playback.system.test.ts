import { beforeAll, describe, expect, test } from 'vitest'
import { graphqlData } from './ask-graphql.ts'
import { type Answered, ask, marqueeUrl } from './marquee.ts'
import { signIn } from './sign-in.ts'

const profile = 9

interface Playable {
  readonly dashUrl: string
  readonly hlsUrl: string
  readonly expiresAt: string
}
const playbackOf = async (title: number) =>
  (
    await graphqlData<{ title: { playback: Playable } }>(
      `{ title(id: ${title}) { playback { dashUrl hlsUrl expiresAt } } }`,
      await signIn(profile),
    )
  ).title.playback

describe('playback', () => {
  let playable: Playable
  let foreign: Playable
  beforeAll(async () => {
    playable = await playbackOf(7)
    foreign = await playbackOf(8)
  })

  test('is on the origin of the request, under /play/, and says until when', () => {
    for (const url of [playable.dashUrl, playable.hlsUrl]) expect(url.startsWith(`${marqueeUrl}/play/`)).toBe(true)
    expect(Date.parse(playable.expiresAt)).toBeGreaterThan(Date.now())
  })

  test('the DASH manifest and each file that it names play without a token', async () => {
    const manifest = await ask(playable.dashUrl)
    expect(manifest.status).toBe(200)
    expect(manifest.headers.get('content-type')).toMatch(/dash\+xml/)
    const files = namesIn(manifest.text, /<BaseURL>([^<]+)<|(?:media|initialization)="([^"$]+)"/g)
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) await expectPlays(new URL(file, playable.dashUrl).href)
  })

  test('the HLS playlists and each file that they name play without a token', async () => {
    const master = await ask(playable.hlsUrl)
    expect(master.status).toBe(200)
    expect(master.text).toMatch(/^#EXTM3U/)
    const playlists = namesIn(master.text, /URI="([^"]+)"|^([^#\s]\S*)$/gm)
    expect(playlists.length).toBeGreaterThan(0)
    for (const playlist of playlists) {
      const url = new URL(playlist, playable.hlsUrl).href
      const list = await ask(url)
      expect(list.status).toBe(200)
      const files = namesIn(list.text, /URI="([^"]+)"|^([^#\s]\S*)$/gm)
      expect(files.length).toBeGreaterThan(0)
      for (const file of files) await expectPlays(new URL(file, url).href)
    }
  })

  test('players of other sites may read it, and ask for a range before', async () => {
    const headers = { origin: 'https://tv.example' }
    expect((await ask(playable.dashUrl, { headers })).headers.get('access-control-allow-origin')).toMatch(/^(\*|https:\/\/tv\.example)$/)
    const asked = { ...headers, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' }
    const preflight = await ask(playable.dashUrl, { method: 'OPTIONS', headers: asked })
    expect([200, 204]).toContain(preflight.status)
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('range')
  })

  test('one changed character of the path is refused, whichever it is', async () => {
    const { pathname } = new URL(playable.dashUrl)
    const statuses = new Map<number, string[]>()
    for (let at = '/play/'.length; at < pathname.length; at++) {
      const letter = pathname[at] ?? ''
      if (letter === '/') continue
      const changed = pathname.slice(0, at) + (letter === 'x' ? 'y' : 'x') + pathname.slice(at + 1)
      const { status } = await ask(changed)
      statuses.set(status, [...(statuses.get(status) ?? []), changed])
    }
    expect([...statuses.keys()], JSON.stringify([...statuses].map(([status, [first]]) => [status, first]))).toEqual([403])
  })

  test.each([
    { name: 'a query added', change: (url: string) => `${url}?x=1` },
    { name: 'an empty query added', change: (url: string) => `${url}?` },
    { name: 'a letter added', change: (url: string) => `${url}x` },
    { name: 'a letter dropped', change: (url: string) => url.slice(0, -1) },
    { name: 'a letter percent-encoded', change: (url: string) => url.replace('manifest', '%6danifest') },
    { name: 'the other case', change: (url: string) => url.replace('manifest', 'MANIFEST') },
    { name: 'no signature', change: (url: string) => url.replace(/\/play\/[^/]+\//, '/play/7/') },
    {
      name: 'the last character of the signature respelt',
      change: (url: string) => url.replace(/(.)\/manifest/, (_, last: string) => `${respelt(last)}/manifest`),
    },
  ])('a URL with $name is refused in the contract’s error shape', async ({ change }) => {
    const answer = await ask(change(playable.dashUrl))
    expectForbidden(answer)
  })

  test('the signature of one title does not open another', async () => {
    const mine = /\/play\/(.+)\/[^/]+$/.exec(playable.dashUrl)?.[1] ?? ''
    const theirs = /\/play\/(.+)\/[^/]+$/.exec(foreign.dashUrl)?.[1] ?? ''
    expect(mine).not.toBe(theirs)
    expectForbidden(await ask(playable.dashUrl.replace(mine, mine.replace(/^7/, '8'))))
    const signature = theirs.split(/[.~/]/).at(-1) ?? ''
    expectForbidden(await ask(playable.dashUrl.replace(mine.split(/[.~/]/).at(-1) ?? '', signature)))
  })
})

describe('artwork', () => {
  test.each([
    { kind: 'BOXART', width: 342, height: 513 },
    { kind: 'BOXART', width: 200, height: 300 },
    { kind: 'BILLBOARD', width: 1280, height: 720 },
    { kind: 'BOXART', width: 16, height: 24 },
    { kind: 'BILLBOARD', width: 2_000, height: 1_125 },
  ])('$kind of $width pixels is SVG of that size, the same each time', async ({ kind, width, height }) => {
    const { title } = await graphqlData<{ title: { name: string; artwork: { url: string; width: number; height: number } } }>(
      `{ title(id: 370) { name artwork(kind: ${kind}, width: ${width}) { url width height } } }`,
      null,
    )
    expect(title.artwork).toEqual({ url: expect.stringMatching(`^${marqueeUrl}/`), width, height })
    const image = await ask(title.artwork.url)
    expect(image.status).toBe(200)
    expect(image.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    expect(image.headers.get('cache-control')).toMatch(/^public, max-age=\d+/)
    expect(image.text).toMatch(/^<svg /)
    expect(image.text).toMatch(new RegExp(`^<svg [^>]*width="${width}"`))
    expect(image.text).toMatch(new RegExp(`^<svg [^>]*height="${height}"`))
    expect(image.text).toContain('Godfather')
    expect(image.text).not.toMatch(/<script|on\w+=|href="http/)
    expect((await ask(title.artwork.url)).text).toBe(image.text)
  })

  test('differs by title and by kind', async () => {
    const texts = await Promise.all(
      ['1/boxart/342', '2/boxart/342', '1/billboard/342'].map(async (part) => (await ask(`/artwork/${part}.svg`)).text),
    )
    expect(new Set(texts).size).toBe(3)
  })
})

describe('health', () => {
  test('healthz is alive', async () => {
    const answer = await ask('/healthz')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toMatch(/no-store/)
  })

  test('readyz is able to serve, and says so of each origin', async () => {
    const answer = await ask('/readyz')
    expect(answer.status).toBe(200)
    const { origins } = answer.json<{ origins: Record<string, { ready: boolean }> }>()
    for (const name of ['catalog', 'members', 'recommendations', 'ranking', 'playback'])
      expect(origins[name], name).toMatchObject({ ready: true })
  })

  test.each(['/healthz', '/readyz', '/graphql?query={__typename}', '/nosuch', '/play/x/manifest.mpd', '/artwork/1/boxart/342.svg'])(
    '%s has a trace of its own and its timing',
    async (path) => {
      const [one, other] = [await ask(path), await ask(path)]
      expect(one.headers.get('x-marquee-trace')).toMatch(/\S/)
      expect(one.headers.get('x-marquee-trace')).not.toBe(other.headers.get('x-marquee-trace'))
      expect(one.headers.get('server-timing')).toMatch(/dur=\d/)
      expect(one.headers.get('x-marquee-degraded')).toBeNull()
    },
  )
})

async function expectPlays(url: string): Promise<void> {
  const whole = await fetch(url)
  const bytes = new Uint8Array(await whole.arrayBuffer())
  expect(whole.status, url).toBe(200)
  expect(bytes.length).toBeGreaterThan(100)
  const part = await fetch(url, { headers: { range: 'bytes=10-29' } })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 10-29/${bytes.length}`)
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(10, 30))
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, one, other]) => one ?? other ?? ''))]
}

function expectForbidden(answer: Answered): void {
  expect(answer.status).toBe(403)
  expect(answer.headers.get('cache-control')).toMatch(/no-store/)
  expect(answer.json()).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: expect.stringMatching(/^[A-Z]+(_[A-Z]+)*$/) } }],
  })
}

/** Another letter of base64url that decoders take for the same bits at the end of 32 bytes. */
function respelt(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(letter) ^ 1] ?? 'A'
}
