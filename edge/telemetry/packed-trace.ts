import type { FilterVerdict } from './filter-verdict.ts'
import type { TraceRecord } from './trace-record.ts'

/**
 * A record as text, each verdict on a line of its own: twenty objects that outlive their request cost more to keep and to write than all of its
 * filters to run. Names of filters and headers hold no semicolon, comma or at sign; what is after the last of them is the reason.
 */
export function packTrace(record: TraceRecord): string {
  return JSON.stringify({ ...record, filters: record.filters.map(packVerdict) })
}

/** The record of a packed text. */
export function unpackTrace(packed: string): TraceRecord {
  const record = JSON.parse(packed) as Omit<TraceRecord, 'filters'> & { readonly filters: readonly string[] }
  return { ...record, filters: record.filters.map(unpackVerdict) }
}

function packVerdict({ name, revision, verdict, micros, actions, reason }: FilterVerdict): string {
  const ran = `${revision === undefined ? name : `${name}@${revision}`};${verdict};${micros}`
  return reason === null && actions.length === 0 ? ran : `${ran};${actions.join()};${reason ?? ''}`
}

function unpackVerdict(line: string): FilterVerdict {
  const [who = '', verdict, micros, actions = '', ...reason] = line.split(';')
  const [name = '', revision] = who.split('@')
  return {
    name,
    ...(revision !== undefined && { revision }),
    verdict: verdict as FilterVerdict['verdict'],
    reason: reason.join(';') || null,
    micros: Number(micros),
    actions: actions === '' ? [] : actions.split(','),
  }
}
