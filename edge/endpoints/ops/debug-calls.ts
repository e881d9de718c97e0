import type { ControlRoomCalls } from '../../operations/control-room-calls.ts'
import { type DebugRule, readRule } from '../../operations/debug-rule.ts'
import { maxRules } from '../../operations/debug-rules.ts'
import type { Operations } from '../../operations/operations.ts'
import { jsonAnswer } from '../../protocol/answer.ts'
import { EdgeRefusal, overLimit } from '../../protocol/refusal.ts'
import { askOperations } from './ask-operations.ts'
import { type OpsCall, reading } from './ops-call.ts'

/**
 * `PUT` and `DELETE /ops/debug/NAME`, `GET /ops/debug`: rules for requests that are told in full and kept. This location follows within two seconds,
 * the others within five.
 */
export function debugCalls({ limits, controlRoom, debugWatch, now }: Operations): readonly OpsCall[] {
  const path = /^\/ops\/debug\/([a-z][a-z0-9-]{0,62})$/
  const ask = <value>(question: (room: ControlRoomCalls) => Promise<value>) =>
    askOperations('CONTROL_ROOM_UNAVAILABLE', controlRoom, limits.operationsTimeoutMs, question)

  return [
    reading(/^\/ops\/debug$/, async () => jsonAnswer(200, { rules: (await ask((room) => room.debugRules())).content.map(told) })),

    {
      method: 'PUT',
      path,
      maxBodyBytes: limits.maxBodyBytes,
      async answer({ exchange, part: name, body }) {
        const wanted = readRule(body)
        if (typeof wanted === 'string')
          throw new EdgeRefusal('BAD_BODY', `Cannot debug this: '${wanted}' is not as it should be`, { position: wanted })
        const { when, minutes, reason } = wanted
        const author = exchange.device.operator?.subject ?? ''
        const rule: DebugRule = { name, when, until: now() + minutes * 60_000, author, reason }
        const snapshot = await ask((room) => room.putDebugRule(rule))
        if (snapshot === null) throw overLimit('BAD_BODY', 'debugRules', maxRules, maxRules + 1)
        await debugWatch?.learn(snapshot)
        return jsonAnswer(200, told(rule))
      },
    },

    {
      method: 'DELETE',
      path,
      async answer({ part: name }) {
        const snapshot = await ask((room) => room.removeDebugRule(name))
        if (snapshot === null) throw new EdgeRefusal('NOT_FOUND', 'Cannot end this rule: there is none of that name')
        await debugWatch?.learn(snapshot)
        return jsonAnswer(200, { name })
      },
    },
  ]
}

function told({ until, ...rule }: DebugRule) {
  return { ...rule, until: new Date(until).toISOString() }
}
