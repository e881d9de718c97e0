import type { ModelPointer, ModelsTold } from '../../../contracts/served-models.ts'
import { createAffinityScorer } from '../affinity-scorer.ts'
import type { Columns } from '../columns.ts'
import type { Scorer } from '../scorer.ts'
import type { ModelStore } from './model-store.ts'
import type { OpenedModel, OpenModel } from './opened-model.ts'
import { proveModel } from './prove-model.ts'
import { shareOfMember } from './share-of-member.ts'

/** How old what is known of the pointer may be, before a request has it looked at again beside itself. */
export const lookEveryMs = 3_000
/** How long a look that was begun keeps others from beginning one: whoever began it may be gone. */
const patienceMs = 10_000
/** What was refused is tried again after this: what was missing may be there. */
const refusedForMs = 60_000
/** For whoever looks already, the first requests and operators' calls wait so long at most. */
const [mostWaitMs, pauseMs] = [1_000, 20]

/** What a request lends. */
export interface ModelLender {
  readonly now: number
  readonly columns: Columns
  readonly store: Pick<ModelStore, 'current' | 'file'>
  later(work: Promise<unknown>): void
  wait(ms: number): Promise<unknown>
  warn(message: string): void
}

type Refused = Omit<ModelsTold['here']['refused'][number], 'model'>

interface Serving {
  readonly current: OpenedModel | null
  readonly canary: { readonly opened: OpenedModel; readonly share: number } | null
}

/**
 * Keeps the models that the pointer says for all requests of an isolate, two at most at any time: no promise, nothing of a member. The first requests
 * wait until they have looked; later ones never do. A model is proved before it serves, and where it is refused the one before it stays, or, in an
 * isolate that had none, the one that the pointer names to go back to.
 */
export function createKeptModels(open: OpenModel) {
  let serving: Serving = { current: null, canary: null }
  /** What a look is about to serve, proved already. */
  let next: OpenedModel | null = null
  let lookedAt: number | undefined
  let begun = Number.NEGATIVE_INFINITY
  const refused = new Map<string, Refused & { readonly at: number }>()

  async function hold(id: string, lender: ModelLender): Promise<OpenedModel | null> {
    const { current, canary } = serving
    const held = [current, canary?.opened, next].find((opened) => opened?.id === id)
    if (held != null) return held
    const before = refused.get(id)
    if (before !== undefined && lender.now - before.at < refusedForMs) return null
    // Never three, the one that is being opened included.
    next = null
    if (current !== null && canary !== null) serving = { current, canary: null }
    const file = await lender.store.file(id)
    const proved =
      file === null
        ? ({ code: 'MODEL_MISSING', message: 'no such file is kept' } as const)
        : await proveModel(lender.columns, id, file, open)
    if ('code' in proved) {
      if (before?.code !== proved.code) lender.warn(`model ${id} is refused: ${proved.code}: ${proved.message}`)
      refused.set(id, { code: proved.code, message: proved.message, at: lender.now })
      return null
    }
    refused.delete(id)
    return proved
  }

  async function follow(pointer: ModelPointer, lender: ModelLender): Promise<void> {
    const wanted = [pointer.model, pointer.canary?.model, pointer.previous]
    for (const id of refused.keys()) if (!wanted.includes(id)) refused.delete(id)
    const current =
      pointer.model === null ? null : ((await hold(pointer.model, lender)) ?? serving.current ?? (await before(pointer, lender)))
    serving = { current, canary: serving.canary !== null && serving.canary.opened !== current ? serving.canary : null }
    const tried = pointer.canary
    if (tried?.model !== serving.canary?.opened.id) serving = { current, canary: null }
    const opened = tried === null ? null : await hold(tried.model, lender)
    serving = { current, canary: opened === null || tried === null ? null : { opened, share: tried.share } }
  }

  const before = async ({ previous }: ModelPointer, lender: ModelLender) => (previous === null ? null : hold(previous, lender))

  async function look(lender: ModelLender): Promise<void> {
    begun = lender.now
    try {
      const { pointer, etag } = await lender.store.current()
      if (pointer !== null) await follow(pointer, lender)
      else if (etag === null) serving = { current: null, canary: null }
      else lender.warn('the pointer to the current model is none: what was served stays')
    } catch (error) {
      lender.warn(`models cannot be looked at: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      next = null
      lookedAt = lender.now
      begun = Number.NEGATIVE_INFINITY
    }
  }

  const isLooking = ({ now }: ModelLender) => now - begun <= patienceMs

  /** Until whoever looks is done: two at once would hold the same model twice. */
  async function turn(lender: ModelLender): Promise<void> {
    for (let waited = 0; isLooking(lender) && waited < mostWaitMs; waited += pauseMs) await lender.wait(pauseMs)
  }

  return {
    /** What ranks for whoever asks by this key: the canary for its share of members, the model for all others, affinities where there is none. */
    async scorer(member: string | null | undefined, lender: ModelLender): Promise<Scorer> {
      if (lender.columns.count === 0) return createAffinityScorer(lender.columns)
      if (lookedAt === undefined) await (isLooking(lender) ? turn(lender) : look(lender))
      else if (lender.now - lookedAt > lookEveryMs && !isLooking(lender)) lender.later(look(lender))
      const { current, canary } = serving
      const tries = canary !== null && member != null && shareOfMember(canary.opened.id, member) < canary.share
      return (tries ? canary.opened : current)?.scorer(lender.columns) ?? createAffinityScorer(lender.columns)
    },

    /** Looks now, and serves what the pointer says when it is done. */
    async look(lender: ModelLender): Promise<void> {
      await turn(lender)
      await look(lender)
    },

    /** Opens a model that is about to be served, or says why it never will; null where it is well. A look that follows serves it as it is. */
    async prove(id: string, lender: ModelLender): Promise<Refused | null> {
      await turn(lender)
      refused.delete(id)
      next = await hold(id, lender)
      return next === null ? (refused.get(id) ?? null) : null
    },

    told(): ModelsTold['here'] {
      return {
        model: serving.current?.id ?? null,
        canary: serving.canary?.opened.id ?? null,
        refused: [...refused].map(([model, { code, message }]) => ({ model, code, message })),
      }
    },
  }
}
