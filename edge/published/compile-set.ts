import type { RuleNeeds } from '../../filter-rules/rule-needs.ts'
import { createLoadedFilters, type LoadedFilters, type Loader } from '../../filter-sandbox/loaded-filters.ts'
import type { StageInput } from '../../filter-sandbox/stage-call.ts'
import type { CheckedAction } from '../../filter-sdk/action-rules.ts'
import { compileWhen, type Unfit } from '../pipeline/compile-when.ts'
import type { LiveFilter, VersionedSet } from './filter-set.ts'
import { orderPublished } from './order-published.ts'
import { createWhenIndex, type WhenIndex } from './when-index.ts'

/** A rule, compiled. `decide` throws where it cannot tell. */
export interface CompiledRule {
  decide(input: StageInput): boolean
  readonly actions: readonly CheckedAction[]
  /** What a request must have for it, as far as that can be looked up. */
  readonly needs: RuleNeeds
}

/** One live revision, ready to run. */
export interface Runnable {
  readonly live: LiveFilter
  /** Name and revision. */
  readonly key: string
  readonly unfit: Unfit | undefined
  /** Undefined: it runs in the sandbox. */
  readonly rule: CompiledRule | undefined
}

/** A place in the order: who is in the canary of its name meets that, everybody else what is active. */
export interface Slot {
  readonly active: Runnable | undefined
  readonly canary: Runnable | undefined
}

/** The filters of one stage in their order, as devices meet them that are in no canary, and as the others do. */
export interface Chain {
  readonly plain: readonly Runnable[]
  /** Positions in `plain` of those that a request may fit, without a look at each. */
  readonly find: WhenIndex
  readonly mixed: readonly Slot[]
}

/** A whole set, compiled and proven: a request meets one from its start to its end. Isolate scope: closures and text. */
export interface CompiledSet {
  readonly version: number
  readonly inbound: Chain
  readonly outbound: Chain
  readonly canaries: readonly Runnable[]
  readonly keys: ReadonlySet<string>
  /** All active modules, and all canaries; undefined where there is none. */
  readonly activeSandbox: LoadedFilters | undefined
  readonly canarySandbox: LoadedFilters | undefined
}

export interface CompileOptions {
  readonly loader: Loader | undefined
  compileRules(codes: readonly string[]): Promise<readonly CompiledRule[]>
}

const none: Chain = { plain: [], find: () => [], mixed: [] }

/** What devices meet before anything is published. */
export const emptySet: CompiledSet = {
  ...{ version: 0, inbound: none, outbound: none, canaries: [], keys: new Set() },
  ...{ activeSandbox: undefined, canarySandbox: undefined },
}

/** Makes a set ready, sandboxes loaded and asked what they hold. Rejects where any of it does not come up: then nothing of it may be used. */
export async function compileSet({ version, filters }: VersionedSet, { loader, compileRules }: CompileOptions): Promise<CompiledSet> {
  const rules = filters.filter(({ kind }) => kind === 'rule')
  const compiled = rules.length === 0 ? [] : await compileRules(rules.map(({ code }) => code))
  const runnables = filters.map(
    (live): Runnable => ({
      live,
      key: `${live.name}@${live.revision}`,
      unfit: compileWhen(live.definition.when, live.name),
      rule: live.kind === 'rule' ? compiled[rules.indexOf(live)] : undefined,
    }),
  )
  const active = runnables.filter(({ live }) => live.share === null)
  const canaries = runnables.filter(({ live }) => live.share !== null)
  return {
    ...{ version, canaries, keys: new Set(runnables.map(({ key }) => key)) },
    inbound: chainOf(active, canaries, 'inbound'),
    outbound: chainOf(active, canaries, 'outbound'),
    activeSandbox: await provenSandbox(active, loader),
    canarySandbox: await provenSandbox(canaries, loader),
  }
}

function chainOf(active: readonly Runnable[], canaries: readonly Runnable[], stage: 'inbound' | 'outbound'): Chain {
  const order = (runnables: readonly Runnable[]) =>
    orderPublished(
      runnables.map((runnable) => ({ ...runnable.live, runnable })),
      stage,
    ).map(({ runnable }) => runnable)
  const plain = order(active)
  const find = createWhenIndex(plain.map(findable))
  if (canaries.length === 0) return { plain, find, mixed: [] }
  const named = (runnables: readonly Runnable[], name: string) =>
    runnables.find(({ live }) => live.name === name && live.definition.stage === stage)
  // A canary that changes its stage leaves the active revision in the old one, for whoever is not in it.
  const inStage = [...canaries, ...active.filter(({ live }) => named(canaries, live.name) === undefined)]
  const mixed = order(inStage).map(({ live: { name } }) => ({ active: named(active, name), canary: named(canaries, name) }))
  return { plain, find, mixed }
}

/** By what a filter is found; of a request that filters before it may have changed. */
function findable({ live: { definition }, rule }: Runnable) {
  const { when, stage } = definition
  const changes = rule === undefined ? ('any' as const) : rule.actions.flatMap(changedHeader)
  return { ...(when !== undefined && { when }), ...(rule !== undefined && { needs: rule.needs }), ...(stage === 'inbound' && { changes }) }
}

function changedHeader(action: CheckedAction): readonly string[] {
  if ('setRequestHeader' in action) return [action.setRequestHeader[0]]
  return 'removeRequestHeader' in action ? [action.removeRequestHeader] : []
}

async function provenSandbox(runnables: readonly Runnable[], loader: Loader | undefined): Promise<LoadedFilters | undefined> {
  const modules = runnables.filter(({ rule }) => rule === undefined).map(({ live }) => ({ ...live, javascript: live.code }))
  if (modules.length === 0) return undefined
  if (loader === undefined) throw new TypeError('Cannot load filters: no worker loader is bound')
  const loaded = await createLoadedFilters(loader, modules)
  for (const described of await loaded.describe())
    if ('error' in described) throw new Error(`filter ${described.name} did not come up: ${described.error.message}`)
  return loaded
}
