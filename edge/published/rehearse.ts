import type { StageInput } from '../../filter-sandbox/stage-call.ts'
import type { CheckedAction } from '../../filter-sdk/action-rules.ts'
import { compileWhen } from '../pipeline/compile-when.ts'
import type { TraceRecord } from '../telemetry/trace-record.ts'
import { type CompiledSet, type CompileOptions, compileSet, type Runnable } from './compile-set.ts'
import type { LiveFilter } from './filter-set.ts'

/** What a revision would have done to recent requests, beside what is active does. */
export interface Rehearsal {
  /** How many it was tried on, and of these, how many fitted its `when`. */
  readonly requests: number
  readonly matched: number
  /** It wanted something done; it wanted something else than what is active; it failed. */
  readonly acted: number
  readonly changed: number
  readonly failed: number
  /** How often each kind of action. */
  readonly actions: BeforeAfter<Readonly<Record<string, number>>>
  /** Of all actions as JSON. */
  readonly sizeBytes: BeforeAfter<number>
  /** Wall time of one run, in microseconds. */
  readonly micros: BeforeAfter<{ readonly p50: number; readonly p95: number }>
  /** Some of those that changed or failed. */
  readonly samples: readonly { readonly trace: string; readonly before: unknown; readonly after: unknown }[]
}

interface BeforeAfter<value> {
  readonly before: value
  readonly after: value
}

export interface RehearseOptions extends CompileOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly tick: () => number
  within<value>(ms: number, promise: Promise<value>): Promise<value>
}

const maxSamples = 10
/** For one run, in milliseconds. */
const runMs = 100

/** What one run came to. */
interface Run {
  readonly matched: boolean
  readonly actions: readonly CheckedAction[]
  readonly error: string | null
  readonly micros: number
}

/**
 * Tries a revision, and what is active in its place, on requests as the ring has kept them: without ids, tokens, bodies, and all headers but a few. Both see
 * the same. Who is in a share is not asked.
 */
export async function rehearse(
  next: LiveFilter,
  active: LiveFilter | undefined,
  records: readonly TraceRecord[],
  options: RehearseOptions,
): Promise<Rehearsal> {
  const after = await runner(next, options)
  const before = active === undefined ? undefined : await runner(active, options)
  const pairs: { readonly trace: string; readonly before: Run; readonly after: Run }[] = []
  for (const record of records)
    pairs.push({ trace: record.trace, before: before === undefined ? nothing : await before(record), after: await after(record) })
  const changed = pairs.filter(({ before, after }) => JSON.stringify(told(before)) !== JSON.stringify(told(after)))
  const runs = { before: pairs.map(({ before }) => before), after: pairs.map(({ after }) => after) }
  const both = <value>(of: (runs: readonly Run[]) => value) => ({ before: of(runs.before), after: of(runs.after) })
  return {
    requests: records.length,
    matched: runs.after.filter(({ matched }) => matched).length,
    acted: runs.after.filter(({ actions }) => actions.length > 0).length,
    changed: changed.length,
    failed: runs.after.filter(({ error }) => error !== null).length,
    actions: both(countActions),
    sizeBytes: both((list) => list.reduce((sum, { actions }) => sum + (actions.length === 0 ? 0 : JSON.stringify(actions).length), 0)),
    micros: both((list) => percentiles(list.filter(({ matched }) => matched).map(({ micros }) => micros))),
    samples: changed.slice(0, maxSamples).map(({ trace, before, after }) => ({ trace, before: told(before), after: told(after) })),
  }
}

const nothing: Run = { matched: false, actions: [], error: null, micros: 0 }

const told = ({ actions, error }: Run) => (error === null ? actions : { error })

async function runner(live: LiveFilter, { tick, within, ...options }: RehearseOptions): Promise<(record: TraceRecord) => Promise<Run>> {
  const set = await compileSet({ version: 0, filters: [{ ...live, share: null }] }, options)
  const { stage, when } = live.definition
  const [runnable] = set[stage].plain as readonly [Runnable]
  const { share: _, ...asked } = when ?? {}
  const unfit = compileWhen(asked, live.name)
  return async (record) => {
    const { path, method, headers, device } = record
    const reader = { get: (name: string) => headers[name] ?? null }
    if (unfit?.({ request: { method }, path, headers: reader, device: { ...device, id: null } }) !== undefined) return nothing
    const since = tick()
    try {
      const actions = await within(runMs, runOne(runnable, set, inputOf(record, stage), record))
      return { matched: true, actions, error: null, micros: (tick() - since) * 1_000 }
    } catch (error) {
      return { matched: true, actions: [], error: error instanceof Error ? error.message : String(error), micros: (tick() - since) * 1_000 }
    }
  }
}

async function runOne(
  { live, rule }: Runnable,
  set: CompiledSet,
  input: StageInput,
  { at }: TraceRecord,
): Promise<readonly CheckedAction[]> {
  if (rule !== undefined) return rule.decide(input) ? rule.actions : []
  const { stage } = live.definition
  const [verdict] = (await set.activeSandbox?.run({ stage, filters: [live.name], input, now: at, seed: at | 0 })) ?? []
  if (verdict?.error !== undefined) throw new Error(`${verdict.error.kind}: ${verdict.error.message}`)
  return verdict?.actions ?? []
}

function inputOf({ method, path, query, headers, device, status }: TraceRecord, stage: 'inbound' | 'outbound'): StageInput {
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return {
    request: { method, url: search === '' ? path : `${path}?${search}`, headers },
    device: { id: null, class: device.class, model: device.model, profile: null, country: device.country },
    ...(stage === 'outbound' && { response: { status, headers: {} } }),
  }
}

function countActions(runs: readonly Run[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { actions } of runs)
    for (const action of actions) for (const kind of Object.keys(action)) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function percentiles(values: readonly number[]): { readonly p50: number; readonly p95: number } {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95) }
}
