import type { Purges } from '../../cache/purges.ts'
import type { DeprecatedField } from '../../protocol/deprecated-fields.ts'
import type { FieldUsage } from '../../telemetry/field-usage.ts'
import { auditCall } from './audit-call.ts'
import { countCalls } from './count-calls.ts'
import { debugCalls } from './debug-calls.ts'
import { explainCalls } from './explain-calls.ts'
import { type FilterCallsOptions, filterCalls } from './filter-calls.ts'
import { modelCalls } from './model-calls.ts'
import type { OpsCall } from './ops-call.ts'
import { type PageCallsOptions, pageCalls } from './page-calls.ts'
import { purgeCall } from './purge-call.ts'
import { rankingCalls } from './ranking-calls.ts'
import { seedCalls } from './seed-calls.ts'

export interface OpsCallsOptions extends FilterCallsOptions, PageCallsOptions {
  readonly purges: Purges
  readonly usage: FieldUsage
  readonly deprecated: readonly DeprecatedField[]
}

/** All that operators can ask. */
export function opsCalls({ purges, usage, deprecated, ...options }: OpsCallsOptions): readonly OpsCall[] {
  const { operations, bindOrigins } = options
  const { limits, controlRoom, counts } = operations
  return [
    ...filterCalls(options),
    ...explainCalls(operations),
    ...debugCalls(operations),
    auditCall(limits, controlRoom),
    ...countCalls(usage, deprecated, counts),
    purgeCall(limits, purges),
    ...rankingCalls(limits, bindOrigins),
    ...modelCalls(limits, bindOrigins),
    pageCalls(limits, options),
    ...seedCalls(limits, bindOrigins),
  ]
}
