import { type Asked, compileWhen } from '../pipeline/compile-when.ts'
import type { DebugRule } from './debug-rule.ts'
import { createSnapshotView, type Snapshot, type SnapshotBoard, type SnapshotView } from './snapshot-view.ts'

export interface DebugWatchOptions {
  readonly board: SnapshotBoard<readonly DebugRule[]>
  ask(): Promise<Snapshot<readonly DebugRule[]>>
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly refreshMs: number
}

/** The debug rules as an isolate knows them. */
export interface DebugWatch extends Pick<SnapshotView<readonly DebugRule[]>, 'refresh' | 'learn'> {
  /** Whether there is a rule at all: only then it is worth to tell requests. */
  isOn(): boolean
  /** Names of the rules that a request fits, once it is known who asks. */
  rulesFor(asked: Asked): readonly string[]
}

const none: readonly string[] = []

/** What operators ask, and whoever asks whether we live, is nobody's puzzle. */
const exempt = /^\/(?:ops\/|healthz$|readyz$)/

/** Keeps the rules compiled. Isolate scope. */
export function createDebugWatch({ board, ask, now, refreshMs }: DebugWatchOptions): DebugWatch {
  let rules: readonly { readonly name: string; readonly until: number; readonly unfit: (asked: Asked) => string | undefined }[] = []
  const fitsAll = () => undefined
  const { refresh, learn } = createSnapshotView<readonly DebugRule[]>({
    ...{ board, ask, now, refreshMs },
    onNews(content) {
      rules = content.map(({ name, until, when }) => ({ name, until, unfit: compileWhen(when, name) ?? fitsAll }))
    },
  })
  return {
    refresh,
    learn,
    isOn: () => rules.length > 0 && rules.some(({ until }) => until > now()),
    rulesFor(asked) {
      if (rules.length === 0 || exempt.test(asked.path)) return none
      const at = now()
      return rules.filter(({ until, unfit }) => until > at && unfit(asked) === undefined).map(({ name }) => name)
    },
  }
}
