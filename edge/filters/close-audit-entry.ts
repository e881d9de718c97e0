import type { OutboundFilter } from './filter.ts'

interface Audited {
  readonly auditEntry: number | undefined
}

/** Notes in the audit log what an operator's write has come to, before the operator learns it. Of all other requests it does nothing. */
export function closeAuditEntry(close: (entry: number, status: number) => Promise<void>): OutboundFilter<Audited> {
  return {
    name: 'close-audit-entry',
    stage: 'outbound',
    failMode: 'open',
    shouldFilter: ({ auditEntry }) => auditEntry !== undefined,
    apply: ({ auditEntry }, { status }) => (auditEntry === undefined ? undefined : close(auditEntry, status)),
  }
}
