import type { FilterVerdict } from './filter-verdict.ts'
import type { TraceRecord } from './trace-record.ts'

/**
 * A record as text: a line for each verdict, then all else as JSON. Twenty objects that outlive their request cost more to keep and to write than all of
 * its filters to run, and as JSON three times what lines do. Names of filters and headers hold no semicolon, comma, at sign or end of a line.
 */
export function packTrace(record: TraceRecord): string {
  const lines = record.filters.map(packVerdict)
  lines.push(JSON.stringify({ ...record, filters: undefined }))
  return lines.join('\n')
}

/** The record of a packed text. */
export function unpackTrace(packed: string): TraceRecord {
  const lines = packed.split('\n')
  const rest = JSON.parse(lines.pop() ?? '') as Omit<TraceRecord, 'filters'>
  return { ...rest, filters: lines.map(unpackVerdict) }
}

function packVerdict({ name, revision, verdict, micros, actions, reason }: FilterVerdict): string {
  const ran = `${revision === undefined ? name : `${name}@${revision}`};${verdict};${micros}`
  return reason === null && actions.length === 0 ? ran : `${ran};${actions.join()};${reason === null ? '' : JSON.stringify(reason)}`
}

function unpackVerdict(line: string): FilterVerdict {
  const [who = '', verdict, micros, actions = '', ...reason] = line.split(';')
  const [name = '', revision] = who.split('@')
  return {
    name,
    ...(revision !== undefined && { revision }),
    verdict: verdict as FilterVerdict['verdict'],
    reason: reason.length === 0 || reason[0] === '' ? null : (JSON.parse(reason.join(';')) as string),
    micros: Number(micros),
    actions: actions === '' ? [] : actions.split(','),
  }
}
