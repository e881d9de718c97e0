import type { KeptAnswer, Viewer } from '../../contracts/members.ts'
import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { CallScope } from '../origins/origin-client.ts'
import type { OriginClients } from '../origins/origins.ts'
import type { Answer } from '../protocol/answer.ts'
import { idempotencyKeyOf } from '../protocol/idempotency-key.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { sha256 } from '../protocol/sha256.ts'

export interface AnswerOnceOptions {
  bindOrigins(scope: CallScope): OriginClients
  readonly limits: EdgeLimits
}

/** A write on its way to its answer. */
export interface Write {
  /** All that the write consists of, as JSON has it: a key stands for one of these. */
  readonly substance: unknown
  answer(): Promise<Answer>
  /** Whether it ran. What was refused before leaves nothing to keep. */
  ran(): boolean
}

export type AnswerOnce = (exchange: Exchange, write: Write) => Promise<Answer>

/**
 * Answers a member's write under one `Idempotency-Key` once: whoever comes again with both gets status and bytes of the first answer for
 * 24 hours, and whoever comes meanwhile waits for it. (One effect is what the members origin sees to.) An answer that lacks something
 * because an origin failed is not kept: the next try may do better. A signed-out visitor has no writes.
 */
export function createAnswerOnce({ bindOrigins, limits }: AnswerOnceOptions): AnswerOnce {
  return async (exchange, write) => {
    const key = idempotencyKeyOf(exchange.headers, limits.maxIdempotencyKeyLength)
    const { viewer } = exchange.device
    if (key === null || viewer === null) return write.answer()
    const digest = await sha256(JSON.stringify(write.substance))
    const remembered = await bindOrigins(exchange).members.remember(viewer, key, digest, limits.idempotencyWaitMs)
    if (!remembered.ok) {
      exchange.degraded.add('idempotency')
      return write.answer()
    }
    switch (remembered.value.state) {
      case 'done':
        return fromKept(remembered.value.answer)
      case 'other':
        throw new EdgeRefusal('IDEMPOTENCY_KEY_REUSED', 'Cannot take this write: its idempotency key stands for another one')
      case 'pending':
        throw new EdgeRefusal('IDEMPOTENCY_KEY_IN_USE', 'Cannot answer yet: a write under this idempotency key is under way', {}, retrySoon)
      case 'new':
        return takeTurn(exchange, write, { viewer, key, digest })
    }
  }

  async function takeTurn(exchange: Exchange, write: Write, { viewer, key, digest }: { viewer: Viewer; key: string; digest: string }) {
    // What is said at the end must get there even where the deadline has passed or the device has gone.
    const members = () => bindOrigins({ signal: AbortSignal.timeout(limits.keepAnswerMs), calls: exchange.calls }).members
    let answer: Answer
    let body: string
    try {
      answer = await write.answer()
      body = await new Response(answer.body).text()
    } catch (thrown) {
      await members().release(viewer, key, digest)
      throw thrown
    }
    const own = { ...answer, body }
    if (!write.ran() || body.length > limits.maxKeptAnswerLength || lacksSomething(exchange)) {
      await members().release(viewer, key, digest)
      return own
    }
    const kept = { status: answer.status, contentType: answer.headers['content-type'] ?? '', body }
    const standing = await members().complete(viewer, key, digest, kept)
    if (!standing.ok) exchange.degraded.add('idempotency')
    return standing.ok && standing.value.body !== body ? fromKept(standing.value) : own
  }
}

const retrySoon = { 'retry-after': '1' }

function fromKept({ status, contentType, body }: KeptAnswer): Answer {
  return { status, headers: { 'content-type': contentType, 'cache-control': 'private, no-store' }, body }
}

function lacksSomething({ calls, degraded, signal }: Exchange): boolean {
  return signal.aborted || degraded.size > 0 || calls.records.some(({ outcome }) => outcome !== 'ok' && outcome !== 'reported')
}
