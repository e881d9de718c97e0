import type { EdgeLimits } from '../../config/limits.ts'
import type { ControlRoomCalls } from '../../operations/control-room-calls.ts'
import { jsonAnswer } from '../../protocol/answer.ts'
import { askOperations, type Reach } from './ask-operations.ts'
import { type OpsCall, reading } from './ops-call.ts'
import { readCount, readSearch } from './read-search.ts'

/** `GET /ops/audit?limit=`: what operators have written, newest first. */
export function auditCall({ operationsTimeoutMs, listedLines, maxListedLines }: EdgeLimits, controlRoom: Reach<ControlRoomCalls>): OpsCall {
  return reading(/^\/ops\/audit$/, async ({ exchange }) => {
    const { limit } = readSearch(exchange.url.searchParams, ['limit'])
    const count = readCount('limit', limit, { least: 1, most: maxListedLines }) ?? listedLines
    const writes = await askOperations('CONTROL_ROOM_UNAVAILABLE', controlRoom, operationsTimeoutMs, (room) => room.lastEntries(count))
    return jsonAnswer(200, { writes })
  })
}
