import type { Outcome } from './outcome.ts'

/** Whether an origin can serve; `/readyz` shows it. */
export interface OriginState {
  readonly ready: boolean
  /** One line for operators: what is there, or what is missing. */
  readonly detail: string
}

/** Every origin tells its state. */
export interface Origin {
  state(): Promise<OriginState>
}

/** What the edge holds of an origin: the same methods, each coming to an outcome. */
export type OriginClient<origin> = {
  readonly [method in keyof origin]: origin[method] extends (...args: infer args) => Promise<infer answer>
    ? (...args: args) => Promise<Outcome<answer>>
    : never
}

/**
 * Says what is wrong with an answer, or nothing. Bulk answers are checked for their frame only (an array, as long as the question, of
 * records or nulls): the graph engine checks every leaf as it emits it, so that a wrong leaf costs that leaf alone and no leaf is checked twice.
 */
export type AnswerCheck = (answer: unknown, args: readonly unknown[]) => string | undefined

/** One check for each method of an origin. */
export type AnswerChecks<origin> = { readonly [method in keyof origin]: AnswerCheck }

/** A window of a longer list of titles. `length` counts the whole list; `ids[0]` stands at `offset`. */
export interface TitleSlice {
  readonly offset: number
  readonly length: number
  readonly ids: readonly number[]
}

export function checkState(answer: unknown): string | undefined {
  return isRecord(answer) && typeof answer.ready === 'boolean' && typeof answer.detail === 'string' ? undefined : 'not an origin state'
}

/** Checks an answer that holds one record or null for each item of its first argument. */
export function checkAligned(answer: unknown, asked: unknown): string | undefined {
  if (!Array.isArray(answer)) return 'not an array'
  if (!Array.isArray(asked) || answer.length !== asked.length) return `${answer.length} records for another number of ids`
  for (const record of answer) if (typeof record !== 'object') return 'an item is no record'
  return undefined
}

/** Checks one slice of titles for each item of its first argument. */
export function checkSlices(answer: unknown, asked: unknown): string | undefined {
  const problem = checkAligned(answer, asked)
  if (problem !== undefined) return problem
  for (const slice of answer as readonly unknown[]) {
    const wrong = checkSlice(slice)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

export function checkSlice(slice: unknown): string | undefined {
  return isRecord(slice) && Number.isInteger(slice.offset) && Number.isInteger(slice.length) && Array.isArray(slice.ids)
    ? undefined
    : 'not a slice of titles'
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
