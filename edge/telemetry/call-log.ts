/** One call to an origin, as traces show it. */
export interface CallRecord {
  readonly origin: string
  readonly method: string
  /** 1 for the first round of calls, 2 for those that started after one of the first had come back, and so on. */
  readonly level: number
  /** The call within which an origin made this one itself. */
  readonly within: string | undefined
  micros: number
  /** `ok`, the kind of failure, `pending`, or `reported` where the origin that made the call told of it. */
  outcome: string
  /** How the answer came about, where the origin tells it: the model that ranked a page, what business rules did. */
  made?: readonly string[]
}

/** The origin calls of one request, in the order they started. */
export interface CallLog {
  readonly records: CallRecord[]
  /** The deepest level of which a call has come back. */
  completedLevel: number
}

export function createCallLog(): CallLog {
  return { records: [], completedLevel: 0 }
}

/** Notes that a call starts now. */
export function openCall(log: CallLog, origin: string, method: string): CallRecord {
  const record: CallRecord = { origin, method, level: log.completedLevel + 1, within: undefined, micros: 0, outcome: 'pending' }
  log.records.push(record)
  return record
}

/** Notes what the call came to. `elapsedMs` may have a fraction. */
export function closeCall(log: CallLog, record: CallRecord, elapsedMs: number, outcome: string): void {
  record.micros = Math.round(elapsedMs * 1_000)
  record.outcome = outcome
  if (record.level > log.completedLevel) log.completedLevel = record.level
}

/** Adds the calls that an origin says it made on its way to an answer. */
export function reportInner(
  log: CallLog,
  outer: CallRecord,
  calls: readonly { readonly origin: string; readonly method: string; readonly micros: number }[],
): void {
  const within = `${outer.origin}.${outer.method}`
  for (const { origin, method, micros } of calls)
    log.records.push({ origin, method, level: outer.level, within, micros, outcome: 'reported' })
}

/** The calls in one line: `recommendations.page/1, recommendations.page>ranking.page/1, catalog.titles/2`. */
export function describeCalls(log: CallLog): string {
  return log.records
    .map(({ origin, method, level, within }) => `${within === undefined ? '' : `${within}>`}${origin}.${method}/${level}`)
    .join(', ')
}
