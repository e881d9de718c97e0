import { readByteRange } from './byte-range.ts'
import { clipKey } from './clip-files.ts'
import { readPlayPath } from './play-path.ts'
import { answerPreflight, shared } from './player-headers.ts'
import { refuse } from './refuse.ts'

/** Answers one request for a manifest or a segment; everything but a signed path of the clip is refused. */
export async function serveClip(request: Request, media: R2Bucket, key: CryptoKey, nowMs: number): Promise<Response> {
  if (request.method === 'OPTIONS') return answerPreflight()
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse('METHOD_NOT_ALLOWED', { allow: 'GET, HEAD, OPTIONS' })
  // Not `new URL(…).pathname`: it forgives spellings (`\` for `/`, dot segments) that were never handed out.
  const path = request.url.replace(/^[a-z]+:\/\/[^/?#\\]*/i, '')
  const play = await readPlayPath(key, path, nowMs)
  if (play.verdict !== 'granted') return refuse(play.verdict === 'expired' ? 'PLAYBACK_EXPIRED' : 'PLAYBACK_FORBIDDEN')

  const object = await media.head(clipKey(play.file))
  if (object === null) return refuse('PLAYBACK_UNAVAILABLE', { 'retry-after': '1' })
  const headers = {
    ...shared,
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${Math.floor(play.expiresAt - nowMs / 1000)}`,
    'content-type': play.contentType,
    etag: object.httpEtag,
  }
  if (namesEtag(request.headers.get('if-none-match'), object.httpEtag)) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers: { ...headers, 'content-length': String(object.size) } })

  const ifRange = request.headers.get('if-range')
  const asked = ifRange === null || ifRange === object.httpEtag ? request.headers.get('range') : null
  const range = readByteRange(asked, object.size)
  if (range.kind === 'unsatisfiable') return refuse('RANGE_NOT_SATISFIABLE', { 'content-range': `bytes */${object.size}` })
  const part = range.kind === 'part' ? { range: { offset: range.offset, length: range.length } } : {}
  const body = await media.get(clipKey(play.file), { ...part, onlyIf: { etagMatches: object.etag } })
  // The file was replaced between the two reads: its size and tag no longer hold.
  if (body === null || !('body' in body)) return refuse('PLAYBACK_UNAVAILABLE', { 'retry-after': '1' })
  if (range.kind === 'whole') return new Response(body.body, { headers: { ...headers, 'content-length': String(object.size) } })
  const contentRange = `bytes ${range.offset}-${range.offset + range.length - 1}/${object.size}`
  return new Response(body.body, {
    status: 206,
    headers: { ...headers, 'content-length': String(range.length), 'content-range': contentRange },
  })
}

function namesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const named = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return named.includes('*') || named.includes(etag)
}
