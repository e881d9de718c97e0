import type { Page } from 'playwright-core'

/** What a player came to. */
export interface Played {
  /** Seconds of the stream that were shown. */
  readonly position: number
  readonly frames: number
  readonly width: number
}

interface ShakaPlayer {
  attach(video: HTMLVideoElement): Promise<void>
  load(url: string): Promise<void>
  destroy(): Promise<void>
  addEventListener(name: 'error', listener: (event: { detail: { code: number; data: unknown } }) => void): void
}

interface HlsPlayer {
  loadSource(url: string): void
  attachMedia(video: HTMLVideoElement): void
  destroy(): void
  on(name: string, listener: (name: string, data: { fatal: boolean; details: string; response?: { code: number } }) => void): void
}

interface PlayerPage {
  shaka: { Player: new () => ShakaPlayer; polyfill: { installAll(): void } }
  Hls: new () => HlsPlayer
}

/** Plays a manifest in the page until the position has passed `seconds`; rejects with what the player reports. */
export function playInPage(page: Page, player: 'shaka' | 'hls', url: string, seconds: number): Promise<Played> {
  return page.evaluate(
    async ({ player, url, seconds }) => {
      const { shaka, Hls } = globalThis as unknown as PlayerPage
      const video = document.querySelector('video')
      if (video === null) throw new Error('the page has no video')
      let stop: () => unknown = () => undefined
      try {
        await new Promise<void>((resolve, reject) => {
          video.addEventListener('error', () => reject(new Error(`video: ${video.error?.message}`)))
          video.addEventListener('timeupdate', () => {
            if (video.currentTime > seconds) resolve()
          })
          if (player === 'shaka') {
            shaka.polyfill.installAll()
            const playing = new shaka.Player()
            stop = () => playing.destroy()
            playing.addEventListener('error', ({ detail }) => reject(new Error(`shaka ${detail.code}: ${JSON.stringify(detail.data)}`)))
            playing
              .attach(video)
              .then(() => playing.load(url))
              .then(() => video.play())
              .catch((error: { code?: number; data?: unknown }) =>
                reject(error.code === undefined ? error : new Error(`shaka ${error.code}: ${JSON.stringify(error.data)}`)),
              )
          } else {
            const playing = new Hls()
            stop = () => playing.destroy()
            playing.on('hlsError', (_, { fatal, details, response }) => {
              if (fatal) reject(new Error(`hls.js ${details} ${response?.code ?? ''}`))
            })
            playing.on('hlsManifestParsed', () => video.play().catch(reject))
            playing.loadSource(url)
            playing.attachMedia(video)
          }
        })
        return { position: video.currentTime, frames: video.getVideoPlaybackQuality().totalVideoFrames, width: video.videoWidth }
      } finally {
        await stop()
      }
    },
    { player, url, seconds },
  )
}
