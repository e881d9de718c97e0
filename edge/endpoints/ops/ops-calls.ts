import type { Purges } from '../../cache/purges.ts'
import type { CallScope } from '../../origins/origin-client.ts'
import type { OriginClients } from '../../origins/origins.ts'
import type { DeprecatedField } from '../../protocol/deprecated-fields.ts'
import type { FieldUsage } from '../../telemetry/field-usage.ts'
import { auditCall } from './audit-call.ts'
import { countCalls } from './count-calls.ts'
import { debugCalls } from './debug-calls.ts'
import { explainCalls } from './explain-calls.ts'
import { type FilterCallsOptions, filterCalls } from './filter-calls.ts'
import type { OpsCall } from './ops-call.ts'
import { purgeCall } from './purge-call.ts'
import { seedCalls } from './seed-calls.ts'

export interface OpsCallsOptions extends FilterCallsOptions {
  readonly purges: Purges
  readonly usage: FieldUsage
  readonly deprecated: readonly DeprecatedField[]
  bindOrigins(scope: CallScope): OriginClients
}

/** All that operators can ask. */
export function opsCalls({ purges, usage, deprecated, bindOrigins, ...options }: OpsCallsOptions): readonly OpsCall[] {
  const { operations } = options
  const { limits, controlRoom, counts } = operations
  return [
    ...filterCalls(options),
    ...explainCalls(operations),
    ...debugCalls(operations),
    auditCall(limits, controlRoom),
    ...countCalls(usage, deprecated, counts),
    purgeCall(limits, purges),
    ...seedCalls(limits, bindOrigins),
  ]
}
