import { jsonAnswer } from '../../protocol/answer.ts'
import type { DeprecatedField } from '../../protocol/deprecated-fields.ts'
import type { FieldUsage } from '../../telemetry/field-usage.ts'
import type { RequestCounts } from '../../telemetry/request-counts.ts'
import { type OpsCall, reading } from './ops-call.ts'

/** `GET /ops/usage` and `GET /ops/telemetry`: what this isolate has counted since it started. Add up what several say. */
export function countCalls(usage: FieldUsage, deprecated: readonly DeprecatedField[], counts: RequestCounts): readonly OpsCall[] {
  function tellUsage() {
    const { since, clients } = usage.report()
    const whoAsks = (field: string) =>
      clients.flatMap(({ name, version, fields }) => (fields[field] === undefined ? [] : [{ name, version, operations: fields[field] }]))
    return { since, scope: 'isolate', clients, deprecated: deprecated.map((one) => ({ ...one, clients: whoAsks(one.field) })) }
  }

  return [
    reading(/^\/ops\/usage$/, async () => jsonAnswer(200, tellUsage())),
    reading(/^\/ops\/telemetry$/, async () => {
      const { since, requests } = counts.report()
      return jsonAnswer(200, { since, scope: 'isolate', requests })
    }),
  ]
}
