import { clipFiles } from './clip-files.ts'

/** What a signature binds: who may play what, until when. */
export interface PlayGrant {
  readonly title: number
  readonly profile: number
  /** Epoch seconds. */
  readonly expiresAt: number
}

/** What a path comes to. An expired one was once good. */
export type PlayVerdict =
  | { readonly verdict: 'granted'; readonly file: string; readonly contentType: string; readonly expiresAt: number }
  | { readonly verdict: 'expired' }
  | { readonly verdict: 'forbidden' }

const shape = /^\/play\/([1-9]\d{0,9})\.([1-9]\d{0,9})\.([1-9]\d{9,11})\.[\w-]{43}\/([a-z0-9.]{1,32})$/

/** Makes the key that signs and checks; refuses a secret under 32 characters. */
export async function importPlayKey(secret: string | undefined): Promise<CryptoKey> {
  if (secret === undefined || secret.length < 32) throw new Error('Cannot sign: PLAYBACK_KEY must have 32 characters or more')
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** The one folder that opens the clip for this grant, as `/play/7.3.1790000000.SIGNATURE/`. */
export async function signPlayFolder(key: CryptoKey, grant: PlayGrant): Promise<string> {
  const claim = `${grant.title}.${grant.profile}.${grant.expiresAt}`
  // The first line keeps a signature made for anything else under the same secret from opening a stream.
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`marquee-play-1\n${claim}`))
  return `/play/${claim}.${base64url(new Uint8Array(signature))}/`
}

/**
 * Judges everything of an address that follows the host, exactly as it was sent. The signature is never decoded: the one good path is made
 * again and compared, so that no second spelling (another case, percent-encoding, the unused bits of base64url) can pass.
 */
export async function readPlayPath(key: CryptoKey, path: string, nowMs: number): Promise<PlayVerdict> {
  const [, title, profile, expiry, file = ''] = shape.exec(path) ?? []
  const contentType = clipFiles.get(file)
  if (contentType === undefined) return { verdict: 'forbidden' }
  const expiresAt = Number(expiry)
  const folder = await signPlayFolder(key, { title: Number(title), profile: Number(profile), expiresAt })
  if (!equalInConstantTime(path, folder + file)) return { verdict: 'forbidden' }
  if (expiresAt * 1000 <= nowMs) return { verdict: 'expired' }
  return { verdict: 'granted', file, contentType, expiresAt }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Takes the same time wherever two texts of one length first differ. */
function equalInConstantTime(given: string, expected: string): boolean {
  if (given.length !== expected.length) return false
  let difference = 0
  for (let index = 0; index < given.length; index++) difference |= given.charCodeAt(index) ^ expected.charCodeAt(index)
  return difference === 0
}
