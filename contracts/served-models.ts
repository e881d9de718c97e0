import { type AnswerCheck, isRecord } from './origin.ts'

/** A file of a model is this large at most: two have to fit into an isolate, and one into a call. */
export const maxModelBytes = 28 * 1024 * 1024

/** Which model everybody is ranked by, and which a share of members tries; kept as one object, so that it changes whole. Models go by the first twelve digits of their SHA-256. */
export interface ModelPointer {
  /** Null: none, but for members of the canary. */
  readonly model: string | null
  /** Epoch milliseconds. */
  readonly since: number
  /** `share` is of members, above 0 and below 1. */
  readonly canary: { readonly model: string; readonly share: number } | null
  /** What to go back to. */
  readonly previous: string | null
}

/** Why a file is not taken, or not served. `MODEL_UNFIT` knows no title of the catalog, or ranks by what is no number. */
export type ModelCode = 'MODEL_FOREIGN' | 'MODEL_NEWER' | 'MODEL_TRUNCATED' | 'MODEL_CORRUPT' | 'MODEL_UNFIT'

export interface ModelRefusal {
  readonly code: ModelCode
  readonly message: string
}

/** What operators see of the models. */
export interface ModelsTold {
  /** Null: no model was ever activated, and titles are ranked by affinity. */
  readonly pointer: ModelPointer | null
  /** Of the pointer; null where there is none. */
  readonly etag: string | null
  /** All files that are kept, newest first, some hundreds at most. */
  readonly stored: readonly { readonly model: string; readonly bytes: number; readonly at: number }[]
  /** What the asked isolate ranks by now, and which models it has refused. */
  readonly here: {
    readonly model: string | null
    readonly canary: string | null
    /** `MODEL_MISSING`: the pointer names it, and no such file is kept. */
    readonly refused: readonly { readonly model: string; readonly code: ModelCode | 'MODEL_MISSING'; readonly message: string }[]
  }
}

/** An operator's write that was not done: the file is refused, there is no such model, or the pointer is another by now. */
export type ModelProblem =
  | { readonly problem: 'refused'; readonly code: ModelCode; readonly message: string }
  | { readonly problem: 'unknown' }
  | { readonly problem: 'changed'; readonly etag: string | null }

/** The pointer as a write has left it. */
export interface ModelWritten {
  readonly pointer: ModelPointer
  readonly etag: string
}

/** The share of members that an activated model gets, 1 for all; with `etag` only if that is still the pointer's. */
export interface ModelActivation {
  readonly model: string
  readonly share: number
  readonly etag: string | null
}

/** What operators do with models. Writes are done once, or not at all. */
export interface ModelOperations {
  models(): Promise<ModelsTold>
  /** Keeps a file under its name, if it is a model that this catalog can be ranked by. Nothing changes for members. */
  putModel(bytes: Uint8Array): Promise<{ readonly model: string; readonly bytes: number } | ModelProblem>
  /** For all members, or for a share of them; a canary that was there goes. */
  activateModel(activation: ModelActivation): Promise<ModelWritten | ModelProblem>
  /** Takes the canary away; where there is none, everybody gets the model before. */
  rollBackModel(etag: string | null): Promise<ModelWritten | ModelProblem>
}

const isProblem = (answer: Readonly<Record<string, unknown>>) => typeof answer.problem === 'string'

const checkWritten: AnswerCheck = (answer) =>
  isRecord(answer) && (isProblem(answer) || (isRecord(answer.pointer) && typeof answer.etag === 'string'))
    ? undefined
    : 'neither a pointer nor a problem'

export const modelAnswers = {
  models: (answer: unknown) =>
    isRecord(answer) && Array.isArray(answer.stored) && isRecord(answer.here) && (answer.pointer === null || isRecord(answer.pointer))
      ? undefined
      : 'not what there is of models',
  putModel: (answer: unknown) =>
    isRecord(answer) && (isProblem(answer) || typeof answer.model === 'string') ? undefined : 'neither a model nor a problem',
  activateModel: checkWritten,
  rollBackModel: checkWritten,
} satisfies Readonly<Record<keyof ModelOperations, AnswerCheck>>
