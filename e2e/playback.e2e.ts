import type { Response } from 'playwright-core'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { askGraphql } from './ask-graphql.ts'
import { type DevicePage, openDevicePage } from './device-page.ts'
import { playInPage } from './play-in-page.ts'
import { signIn } from './sign-in.ts'

const marqueeUrl = inject('marqueeUrl')
const profile = 41

interface Home {
  readonly home: { readonly rows: readonly ({ readonly titles: readonly (Film | null)[] } | null)[] }
}
interface Film {
  readonly id: number
  readonly name: string
  readonly playback: { readonly dashUrl: string; readonly hlsUrl: string; readonly expiresAt: string } | null
}

let device: DevicePage
beforeEach(async () => {
  device = await openDevicePage(['shaka', 'hls'])
})
afterEach(() => device.close())

/** The first film of the profile's homepage, with its addresses, asked from within the page. */
async function firstFilm() {
  const query = '{ home { rows(limit: 3) { titles(limit: 3) { id name playback { dashUrl hlsUrl expiresAt } } } } }'
  const { home } = await askGraphql<Home>(device.page, marqueeUrl, await signIn(marqueeUrl, profile), query)
  const film = home.rows.flatMap((row) => row?.titles ?? []).find((title) => title !== null)
  if (film?.playback == null) throw new Error(`the homepage gave no film to play: ${JSON.stringify(home).slice(0, 500)}`)
  return { ...film, playback: film.playback }
}

/** Collects the answers under /play/ that the page gets from now on. */
function watchPlay(): Response[] {
  const answers: Response[] = []
  device.page.on('response', (answer) => {
    if (new URL(answer.url()).pathname.startsWith('/play/')) answers.push(answer)
  })
  return answers
}

test('a film of the homepage plays by DASH in shaka-player, on a page of another origin', async () => {
  const answers = watchPlay()
  const { playback } = await firstFilm()
  expect(new URL(playback.dashUrl).origin).toBe(marqueeUrl)
  expect(Date.parse(playback.expiresAt)).toBeGreaterThan(Date.now())
  const played = await playInPage(device.page, 'shaka', playback.dashUrl, 1.5)
  expect(played.position).toBeGreaterThan(1.5)
  expect(played.frames).toBeGreaterThan(0)
  expect([320, 640]).toContain(played.width)
  expect(answers.map((answer) => answer.status()).filter((status) => status >= 400)).toEqual([])
  expect(answers.some((answer) => answer.status() === 206)).toBe(true)
  expect(device.complaints).toEqual([])
})

test('a film of the homepage plays by HLS in hls.js, on a page of another origin', async () => {
  const answers = watchPlay()
  const { playback } = await firstFilm()
  const played = await playInPage(device.page, 'hls', playback.hlsUrl, 1.5)
  expect(played.position).toBeGreaterThan(1.5)
  expect(played.frames).toBeGreaterThan(0)
  expect([320, 640]).toContain(played.width)
  expect(answers.map((answer) => answer.status()).filter((status) => status >= 400)).toEqual([])
  expect(device.complaints).toEqual([])
})

test('an address made out for another film does not play, and the page can read why', async () => {
  const { id, playback } = await firstFilm()
  const forged = playback.dashUrl.replace(`/${id}.`, `/${id + 1}.`)
  expect(forged).not.toBe(playback.dashUrl)
  await expect(playInPage(device.page, 'shaka', forged, 1)).rejects.toThrow(/shaka 1001.*403/)
  const refusal = await device.page.evaluate(async (url) => {
    const answer = await fetch(url)
    return { status: answer.status, body: (await answer.json()) as unknown }
  }, forged)
  expect(refusal).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: 'PLAYBACK_FORBIDDEN' } }] } })
})
