import { readFileSync } from 'node:fs'
import { request as send } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { passportKey } from '../../contracts/fakes/test-passports.ts'
import { playbackContract } from '../../contracts/playback.contract.ts'
import type { Playback } from '../../contracts/playback.ts'
import { clipFiles } from './clip-files.ts'
import { importPlayKey, signPlayFolder } from './play-path.ts'

const secret = 'a secret of the tests, long enough to sign'
const server = createTestHarness({
  root: import.meta.dirname,
  workers: [{ configPath: './wrangler.toml', secrets: { PLAYBACK_KEY: secret, PASSPORT_KEY: passportKey } }],
})
let base: URL

beforeAll(async () => {
  base = (await server.listen()).url
})
afterAll(() => server.close())

/** The worker over its binding. The harness types exports by their module, which holds what only workerd can import. */
async function overBinding(): Promise<Playback> {
  return (await server.getWorker().getExport()) as unknown as Playback
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Sends the path byte for byte: `fetch` would tidy it up first. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send({ host: base.hostname, port: base.port, path, headers, method }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }))
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}

const codeOf = (answer: Answer) => JSON.parse(answer.body.toString()).errors[0].extensions.code as string

/** A folder that the worker would sign at this moment, or as it did some seconds ago. */
async function folderFor(title: number, secondsFromNow: number): Promise<string> {
  const expiresAt = Math.floor(Date.now() / 1000) + secondsFromNow
  return signPlayFolder(await importPlayKey(secret), { title, profile: 3, expiresAt })
}

describe('before it is seeded', () => {
  test('it is not ready and says what is missing; a signed address is 503', async () => {
    const playback = await overBinding()
    expect(await playback.state()).toEqual({ ready: false, detail: expect.stringContaining('manifest.mpd') })
    const answer = await ask(`${await folderFor(7, 600)}manifest.mpd`)
    expect(answer.status).toBe(503)
    expect(codeOf(answer)).toBe('PLAYBACK_UNAVAILABLE')
  })

  test('seeding stores every file of the clip', async () => {
    expect(await (await overBinding()).seed()).toEqual({ stored: clipFiles.size })
  })
})

playbackContract('the worker', async () => ({
  playback: await overBinding(),
  now: Date.now,
  async get(url) {
    const answer = await ask(url.replace(/^https?:\/\/[^/]*/, ''))
    return { status: answer.status, code: answer.status === 200 ? null : codeOf(answer) }
  },
  expired: async (title) => `https://marquee.example${await folderFor(title, -1)}manifest.mpd`,
}))

describe('a signed folder', () => {
  let folder: string
  beforeAll(async () => {
    folder = await folderFor(7, 600)
  })
  const committed = (file: string) => readFileSync(new URL(`clip/${file}`, import.meta.url))

  test.each([...clipFiles])('gives %s as it is committed, to players of any origin, for as long as it holds', async (file, contentType) => {
    const answer = await ask(folder + file, { origin: 'https://player.example' })
    expect(answer.status).toBe(200)
    expect(answer.body.equals(committed(file))).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      'access-control-allow-origin': '*',
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^"[^"]+"$/),
      'cache-control': expect.stringMatching(/^private, max-age=(5\d\d|600)$/),
    })
    expect(answer.headers['access-control-expose-headers']).toContain('content-range')
  })

  test('gives a range of a segment as 206', async () => {
    const whole = committed('high.mp4')
    const answer = await ask(`${folder}high.mp4`, { range: 'bytes=758-33600' })
    expect(answer.status).toBe(206)
    expect(answer.body.equals(whole.subarray(758, 33_601))).toBe(true)
    expect(answer.headers).toMatchObject({ 'content-range': `bytes 758-33600/${whole.length}`, 'content-length': '32843' })
  })

  test('gives the last bytes', async () => {
    const whole = committed('low.mp4')
    const answer = await ask(`${folder}low.mp4`, { range: 'bytes=-100' })
    expect(answer.status).toBe(206)
    expect(answer.body.equals(whole.subarray(-100))).toBe(true)
  })

  test('refuses a range beyond the end as 416 with the size', async () => {
    const answer = await ask(`${folder}high.mp4`, { range: 'bytes=1000000-' })
    expect(answer.status).toBe(416)
    expect(codeOf(answer)).toBe('RANGE_NOT_SATISFIABLE')
    expect(answer.headers).toMatchObject({ 'content-range': `bytes */${committed('high.mp4').length}`, 'cache-control': 'no-store' })
  })

  test('answers HEAD with the size and no body', async () => {
    const answer = await ask(`${folder}high.mp4`, { range: 'bytes=0-9' }, 'HEAD')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-length']).toBe(String(committed('high.mp4').length))
    expect(answer.body.length).toBe(0)
  })

  test('answers 304 for the tag it gave, and the whole file for a range of another tag', async () => {
    const { headers } = await ask(`${folder}low.m3u8`)
    const etag = String(headers.etag)
    expect((await ask(`${folder}low.m3u8`, { 'if-none-match': `"other", W/${etag}` })).status).toBe(304)
    expect((await ask(`${folder}low.m3u8`, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
    expect((await ask(`${folder}low.m3u8`, { range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200)
  })

  test('answers a preflight for ranges', async () => {
    const answer = await ask(
      `${folder}high.mp4`,
      { origin: 'https://player.example', 'access-control-request-headers': 'range' },
      'OPTIONS',
    )
    expect(answer.status).toBe(204)
    expect(answer.headers['access-control-allow-headers']).toContain('range')
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuses %s as 405', async (method) => {
    const answer = await ask(`${folder}high.mp4`, {}, method)
    expect(answer.status).toBe(405)
    expect(codeOf(answer)).toBe('METHOD_NOT_ALLOWED')
    expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS')
  })

  test('a refusal is constant, never stored, and readable by players of other origins', async () => {
    const texts = new Set<string>()
    for (const path of [`${folder}x`, '/play/', '/play/script', `${folder.replace('/7.', '/8.')}high.mp4`]) {
      const answer = await ask(path)
      expect(answer.status).toBe(403)
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
      texts.add(answer.body.toString())
    }
    expect(texts.size).toBe(1)
  })

  test('after all of this it plays as before', async () => {
    expect((await ask(`${folder}manifest.mpd`)).status).toBe(200)
  })
})
