import { Failure } from '../failure.ts'
import type { GraphLimits } from '../limits.ts'
import type { Envelope, Wanted } from '../plan/envelope.ts'
import { type PathSet, printPathSets } from '../plan/path-set.ts'
import { copyPathSet } from './copy-path-set.ts'
import type { DevicePath } from './data-source.ts'
import type { MountRun } from './mount-run.ts'
import { pathsBelow } from './paths-below.ts'

/** One mount's part of a `set`, ready to be sent. */
export interface MountSet {
  readonly key: string
  readonly sets: readonly PathSet[]
  readonly envelope: { jsonGraph: Record<string, unknown>; paths: DevicePath[] }
}

const notSettable = new Failure('NOT_SETTABLE', 'Nothing below this key can be set')
const elsewhere = new Failure('NOT_SETTABLE', 'This reference leads to what is set by a path of its own')

/** Envelopes of the values at the asked paths and nothing else that the device sent. Throws a Refusal where there is no value. */
export function mountSets(mounted: ReadonlyMap<string, readonly PathSet[]>, envelope: Envelope): readonly MountSet[] {
  return [...mounted].map(([key, sets]) => ({
    key,
    sets,
    envelope: { jsonGraph: graphOf(envelope.values(sets)), paths: sets.map(copyPathSet) },
  }))
}

/** Sends each mount its part. What they say has changed besides goes into `invalidated`. */
export function setMounts(run: MountRun, parts: readonly MountSet[], limits: GraphLimits, invalidated: unknown[]): void {
  for (const { key, sets, envelope } of parts) {
    run.ask(
      { key, sets, hops: 0 },
      (source) => {
        if (source.set === undefined) throw notSettable
        return source.set(envelope)
      },
      (answer, asked) => {
        run.read(asked, answer, ({ fail }) => fail(elsewhere))
        invalidated.push(...invalidatedBelow(key, answer, limits))
      },
    )
  }
}

/** What a source says has changed besides, as far as it lies below its key. */
export function invalidatedBelow(key: string, answer: unknown, limits: GraphLimits): readonly unknown[] {
  const { invalidated } = answer as { readonly invalidated?: unknown }
  return printPathSets(pathsBelow(key, invalidated ?? [], limits) ?? [])
}

function graphOf(wanted: readonly Wanted[]): Record<string, unknown> {
  const graph: Record<string, unknown> = {}
  for (const { path, value } of wanted) {
    let branch = graph
    for (const key of path.slice(0, -1).map(String)) branch = (branch[key] ??= {}) as Record<string, unknown>
    branch[String(path.at(-1))] = typeof value === 'object' && value !== null ? { $type: 'atom', value } : value
  }
  return graph
}
