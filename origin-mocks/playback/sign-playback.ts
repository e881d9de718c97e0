import type { PlaybackRecord } from '../../contracts/playback.ts'
import { signPlayFolder } from './play-path.ts'

/** How long an address holds at most. */
export const holdsSeconds = 6 * 60 * 60

/** Expiries stand on whole steps, so that asking again within one gives the same address, which the player may have cached. */
export const expiryStepSeconds = 5 * 60

const maximumId = 2 ** 31 - 1

/** Signs addresses for one profile, one record for each title in that order; refuses ids and origins that are none. */
export async function signPlayback(
  key: CryptoKey,
  titles: readonly number[],
  profile: number,
  publicOrigin: string,
  nowMs: number,
): Promise<readonly PlaybackRecord[]> {
  if (!Array.isArray(titles) || !titles.every(isId)) throw new TypeError('Cannot sign: titles must be positive integers')
  if (!isId(profile)) throw new TypeError('Cannot sign: profile must be a positive integer')
  if (!isWebOrigin(publicOrigin)) throw new TypeError('Cannot sign: publicOrigin must be an origin, as https://host')
  const expiresAt = Math.floor((nowMs / 1000 + holdsSeconds) / expiryStepSeconds) * expiryStepSeconds
  const until = new Date(expiresAt * 1000).toISOString()
  return Promise.all(
    titles.map(async (title) => {
      const folder = publicOrigin + (await signPlayFolder(key, { title, profile, expiresAt }))
      return { dashUrl: `${folder}manifest.mpd`, hlsUrl: `${folder}master.m3u8`, expiresAt: until }
    }),
  )
}

function isId(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maximumId
}

function isWebOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !/^https?:/.test(value) || !URL.canParse(value)) return false
  return new URL(value).origin === value
}
