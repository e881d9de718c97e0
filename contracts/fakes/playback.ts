import type { Playback, PlaybackRecord } from '../playback.ts'

/** A playback origin in memory, with the eyes of a device for what it handed out. */
export interface FakePlayback extends Playback {
  /** What a GET of this address comes to. */
  open(url: string): 'played' | 'PLAYBACK_FORBIDDEN' | 'PLAYBACK_EXPIRED'
}

/** Remembers each address it hands out for an hour of `now` (epoch ms); the same demand in the same hour gives the same address. */
export function createFakePlayback(now: () => number): FakePlayback {
  const handedOut = new Map<string, number>()
  let seeded = false

  function signOne(title: number, profile: number, publicOrigin: string): PlaybackRecord {
    const expiresAt = (Math.floor(now() / 3_600_000) + 1) * 3_600_000
    const claim = `${title}.${profile}.${expiresAt / 1000}`
    const folder = `${publicOrigin}/play/${claim}.${mark(claim)}/`
    const record = { dashUrl: `${folder}manifest.mpd`, hlsUrl: `${folder}master.m3u8`, expiresAt: new Date(expiresAt).toISOString() }
    handedOut.set(record.dashUrl, expiresAt).set(record.hlsUrl, expiresAt)
    return record
  }

  return {
    async sign(titles, { profile }, publicOrigin) {
      const good = Array.isArray(titles) && [...titles, profile].every((id) => Number.isInteger(id) && id > 0)
      if (!good || !/^https?:\/\/[\w.:[\]-]+$/.test(publicOrigin)) throw new TypeError('Cannot sign: titles, profile or origin are none')
      return titles.map((title) => signOne(title, profile, publicOrigin))
    },
    open(url) {
      const expiresAt = handedOut.get(url)
      if (expiresAt === undefined) return 'PLAYBACK_FORBIDDEN'
      return expiresAt <= now() ? 'PLAYBACK_EXPIRED' : 'played'
    },
    async seed() {
      const stored = seeded ? 0 : 8
      seeded = true
      return { stored }
    },
    async state() {
      return { ready: seeded, detail: seeded ? 'the clip is in memory' : 'not seeded' }
    },
  }
}

/** FNV-1a: no signature, only unlike for unlike claims. */
function mark(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}
