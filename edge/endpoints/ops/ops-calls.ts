import type { Purges } from '../../cache/purges.ts'
import type { Operations } from '../../operations/operations.ts'
import type { CallScope } from '../../origins/origin-client.ts'
import type { OriginClients } from '../../origins/origins.ts'
import type { ListedFilter } from '../../pipeline/pipeline.ts'
import { jsonAnswer } from '../../protocol/answer.ts'
import type { DeprecatedField } from '../../protocol/deprecated-fields.ts'
import type { FieldUsage } from '../../telemetry/field-usage.ts'
import { auditCall } from './audit-call.ts'
import { countCalls } from './count-calls.ts'
import { debugCalls } from './debug-calls.ts'
import { explainCalls } from './explain-calls.ts'
import { type OpsCall, reading } from './ops-call.ts'
import { purgeCall } from './purge-call.ts'
import { seedCalls } from './seed-calls.ts'

export interface OpsCallsOptions {
  readonly operations: Operations
  readonly filters: readonly ListedFilter[]
  readonly purges: Purges
  readonly usage: FieldUsage
  readonly deprecated: readonly DeprecatedField[]
  bindOrigins(scope: CallScope): OriginClients
}

/** All that operators can ask. */
export function opsCalls({ operations, filters, purges, usage, deprecated, bindOrigins }: OpsCallsOptions): readonly OpsCall[] {
  const { limits, controlRoom, counts } = operations
  return [
    reading(/^\/ops\/filters$/, async () => jsonAnswer(200, { filters })),
    ...explainCalls(operations),
    ...debugCalls(operations),
    auditCall(limits, controlRoom),
    ...countCalls(usage, deprecated, counts),
    purgeCall(limits, purges),
    ...seedCalls(limits, bindOrigins),
  ]
}
