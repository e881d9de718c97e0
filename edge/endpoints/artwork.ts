import type { EdgeLimits } from '../config/limits.ts'
import type { CallScope } from '../origins/origin-client.ts'
import type { OriginClients } from '../origins/origins.ts'
import { EdgeRefusal, overLimit } from '../protocol/refusal.ts'
import type { Endpoint } from './endpoint.ts'
import { originValue } from './origin-value.ts'

export interface ArtworkOptions {
  readonly limits: EdgeLimits
  bindOrigins(scope: CallScope): OriginClients
}

/** `/artwork/<title>/<boxart|billboard>/<width>.svg`: poster art, the same for ever. */
export function artworkEndpoint({ limits, bindOrigins }: ArtworkOptions): Endpoint {
  const { minArtworkWidth, maxArtworkWidth, artworkMaxAgeSeconds } = limits
  const headers = {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': `public, max-age=${artworkMaxAgeSeconds}, immutable`,
    // An image that is opened as a page of its own runs nothing and loads nothing.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  }
  return {
    name: 'artwork',
    methods: ['GET', 'HEAD'],
    deadlineMs: limits.deadlineMs,
    async answer(exchange) {
      const [, title, kind, width] = /^\/artwork\/([1-9]\d{0,8})\/(boxart|billboard)\/([1-9]\d{0,8})\.svg$/.exec(exchange.path) ?? []
      if (title === undefined || kind === undefined || width === undefined) throw noArtwork()
      if (Number(width) > maxArtworkWidth) throw overLimit('WIDTH_LIMIT', 'artworkWidth', maxArtworkWidth, Number(width))
      if (Number(width) < minArtworkWidth)
        throw new EdgeRefusal('WIDTH_LIMIT', `Cannot draw this artwork: artworkWidth must be at least ${minArtworkWidth}`, {
          limit: 'artworkWidth',
          minimum: minArtworkWidth,
          actual: Number(width),
        })
      const { catalog } = bindOrigins(exchange)
      const svg = originValue(await catalog.poster(Number(title), kind === 'boxart' ? 'BOXART' : 'BILLBOARD', Number(width)))
      if (svg === null) throw noArtwork()
      return { status: 200, headers: { ...headers }, body: exchange.request.method === 'HEAD' ? null : svg }
    },
  }
}

const noArtwork = () => new EdgeRefusal('NOT_FOUND', 'Cannot find this artwork')
