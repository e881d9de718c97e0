import type { GraphRequest } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import type { Exchange } from '../exchange.ts'
import type { CallScope } from '../origins/origin-client.ts'
import type { OriginClients } from '../origins/origins.ts'
import { idempotencyKeyOf } from '../protocol/idempotency-key.ts'

export interface GraphRequestOptions {
  bindOrigins(scope: CallScope): OriginClients
  readonly showBugs: boolean
  readonly maxIdempotencyKeyLength: number
}

/** What the graph learns of a request: what resolvers may reach, whose it is, and when to stop. Throws for a bad idempotency key. */
export function createGraphRequest(exchange: Exchange, options: GraphRequestOptions): GraphRequest<OpenContext, PersonalContext> {
  const origins = options.bindOrigins(exchange)
  const publicOrigin = exchange.url.origin
  const { viewer, class: deviceClass } = exchange.device
  const key = idempotencyKeyOf(exchange.headers, options.maxIdempotencyKeyLength)
  const degraded = (name: string) => void exchange.degraded.add(name)
  const open: OpenContext = { origins: { catalog: origins.catalog }, publicOrigin }
  let operations = 0
  return {
    signal: exchange.signal,
    showBugs: options.showBugs,
    contexts() {
      // A document may hold several mutations under one key: each is an effect of its own, and the same one when the document comes again.
      const idempotencyKey = key === null || operations === 0 ? key : `${key}#${operations}`
      operations++
      return { open, personal: { origins, publicOrigin, viewer, deviceClass, idempotencyKey, degraded, memory: new Map() } }
    },
  }
}
