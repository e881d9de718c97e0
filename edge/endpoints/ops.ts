import type { Exchange } from '../exchange.ts'
import { unauthenticated } from '../filters/identify-device.ts'
import type { Operations } from '../operations/operations.ts'
import { isJsonObject } from '../protocol/json-object.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { parseStrictJson } from '../protocol/strict-json.ts'
import type { Endpoint } from './endpoint.ts'
import { methodNotAllowed } from './find-endpoint.ts'
import { askOperations } from './ops/ask-operations.ts'
import type { OpsCall } from './ops/ops-call.ts'

/**
 * `/ops/…`: operators only. Who is none learns nothing about what is there. A write, and a look at what is a member's own, is noted before it is made,
 * and one that cannot be noted is not made; its outcome is noted when it is answered (`edge/filters/close-audit-entry.ts`).
 */
export function opsEndpoint({ limits, controlRoom, local }: Operations, calls: readonly OpsCall[]): Endpoint {
  async function bodyOf({ maxBodyBytes, takes }: OpsCall, { body, signal }: Exchange): Promise<unknown> {
    if (maxBodyBytes === undefined) return undefined
    if (takes === 'bytes') return body.bytes(maxBodyBytes, signal)
    const text = await body.text(maxBodyBytes, signal)
    return takes === 'text' ? text : parseStrictJson(text, limits.maxJsonDepth, 'body')
  }

  async function openEntry({ url, request, path, device }: Exchange, body: unknown): Promise<number | undefined> {
    // On a developer's machine there may be none, and nothing to note.
    if (controlRoom === undefined && local) return undefined
    const said = url.searchParams.get('reason') ?? (isJsonObject(body) ? body.reason : null)
    const reason = typeof said === 'string' ? said.slice(0, limits.maxReasonLength) : null
    const { subject, role } = device.operator ?? { subject: '', role: '' }
    const entry = { author: subject, role, action: `${request.method} ${path}`, reason }
    return askOperations('AUDIT_UNAVAILABLE', controlRoom, limits.operationsTimeoutMs, (room) => room.openEntry(entry))
  }

  return {
    name: 'ops',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    deadlineMs: limits.opsDeadlineMs,
    async answer(exchange) {
      const { device, path, request } = exchange
      if (device.operator === null) throw unauthenticated()
      const found = calls.filter((call) => call.path.test(path))
      if (found.length === 0) throw new EdgeRefusal('NOT_FOUND', 'Cannot find anything at this path')
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const call = found.find((one) => one.method === method)
      if (call === undefined) throw methodNotAllowed(found.map((one) => one.method))
      const part = call.path.exec(path)?.[1] ?? ''
      if (call.method === 'GET') {
        if (call.isAudited === true) exchange.auditEntry = await openEntry(exchange, undefined)
        return call.answer({ exchange, part, body: undefined })
      }
      const body = await settle(bodyOf(call, exchange))
      exchange.auditEntry = await openEntry(exchange, 'value' in body ? body.value : undefined)
      if (device.operator.role !== 'operator') throw new EdgeRefusal('OPERATOR_ROLE', 'Cannot write: this token may only read')
      if (!('value' in body)) throw body.reason
      return call.answer({ exchange, part, body: body.value })
    },
  }
}

/** What a promise comes to, either way: a write with a body that cannot be read is noted too. */
async function settle<value>(promise: Promise<value>): Promise<{ readonly value: value } | { readonly reason: unknown }> {
  try {
    return { value: await promise }
  } catch (reason) {
    return { reason }
  }
}
