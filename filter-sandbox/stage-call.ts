import { type CheckedAction, endsStage, type Stage, validateActions } from '../filter-sdk/action-rules.ts'
import type { FilterDevice, FilterRequest, FilterResponse } from '../filter-sdk/define-filter.ts'
import { FilterProblem, listOf, recordOf, textOf } from '../filter-sdk/problem.ts'

/** What the filters of one stage judge by. */
export interface StageInput {
  readonly request: FilterRequest
  readonly device: FilterDevice
  /** In the outbound stage. */
  readonly response?: FilterResponse
}

/** One call of a sandbox: all its filters that this request meets in one stage. */
export interface StageCall {
  readonly stage: Stage
  /** By name, in the order they run; each sees the headers as those before it left them. */
  readonly filters: readonly string[]
  readonly input: StageInput
  /** What a filter takes for the time, in milliseconds since 1970. */
  readonly now: number
  /** A whole number of 32 bits that a filter's `Math.random` follows from. */
  readonly seed: number
}

/**
 * `threw`: an exception. `steps`: it had spent its steps, whatever it did about that. `nonsense`: what it returned is no list of actions.
 * `load`: its module did not come up, so it has never run.
 */
export type FilterErrorKind = 'threw' | 'steps' | 'nonsense' | 'load'

/** Why a filter failed. The message is the filter's own and for operators only. */
export interface FilterError {
  readonly kind: FilterErrorKind
  readonly message: string
  /** Where in the definition, the fixtures or the actions, if it is about one of them. */
  readonly path?: string
}

/** What came of one filter in one call; no actions where there is an error. */
export interface StageVerdict {
  readonly name: string
  readonly actions: readonly CheckedAction[]
  /** Its `shouldFilter` said no. */
  readonly skipped: boolean
  readonly error?: FilterError
}

/** A call as it travels, filters by their positions in the sandbox. As data: to write it as text and read that again costs more than ten filters. */
export interface WrittenCall extends Omit<StageCall, 'filters'> {
  readonly called: readonly number[]
}

/** A verdict as the sandbox writes it, without what says nothing. Null: the filter ran, and wants nothing. */
export type WrittenVerdict = Partial<Pick<StageVerdict, 'actions' | 'skipped' | 'error'>> | null

/** What a sandbox answers: so many filters ran, and none wants anything; or verdicts as JSON, in the order of the call. */
export type WrittenVerdicts = number | string

const errorKinds: readonly FilterErrorKind[] = ['threw', 'steps', 'nonsense', 'load']

const none: readonly CheckedAction[] = []
/** The verdict of a filter that wants nothing. */
const silent = (name: string): StageVerdict => ({ name, skipped: false, actions: none })

/** Of an error's message, and of its path. */
export const maxErrorLength = 300
/** Of an answer: many times what honest filters fill, little enough to read. */
const maxAnswerLength = 4 * 1024 * 1024

/**
 * What a sandbox answered, trusted in nothing: each verdict is checked again as if a filter had written it. There are fewer verdicts than filters
 * where one ended the stage, or failed and fails closed. A verdict that does not hold is an error of its filter; throws a `FilterProblem` where the whole does not.
 */
export function readVerdicts(answer: unknown, { stage, filters }: Pick<StageCall, 'stage' | 'filters'>): readonly StageVerdict[] {
  if (answer === filters.length) return filters.map(silent)
  const verdicts = listOf(parsedAnswer(answer), 'verdicts', filters.length).map((verdict, at) => {
    const name = filters[at] as string
    if (verdict === null) return silent(name)
    const path = `verdicts.${at}`
    const { actions = [], skipped = false, error } = recordOf(verdict, path, ['actions', 'skipped', 'error'])
    if (typeof skipped !== 'boolean') throw new FilterProblem(`${path}.skipped`, 'must be true or false')
    const told = { name, skipped }
    if (error !== undefined) return { ...told, actions: [], error: errorOf(error, `${path}.error`) }
    try {
      return { ...told, actions: validateActions(stage, actions) }
    } catch (problem) {
      if (!(problem instanceof FilterProblem)) throw problem
      return { ...told, actions: [], error: { kind: 'nonsense' as const, message: problem.message, path: problem.path } }
    }
  })
  const end = verdicts.findIndex(({ actions }) => actions.some(endsStage))
  if (end !== -1 && end !== verdicts.length - 1) throw new FilterProblem(`verdicts.${end}`, 'ended the stage, and yet it went on')
  return verdicts
}

/** An error as the sandbox tells it. Throws a `FilterProblem` for anything else. */
export function errorOf(value: unknown, path: string): FilterError {
  const { kind, message, path: place } = recordOf(value, path, ['kind', 'message', 'path'])
  const known = errorKinds.find((one) => one === kind)
  if (known === undefined) throw new FilterProblem(`${path}.kind`, `must be one of ${errorKinds.join(', ')}`)
  const text = (given: unknown, key: string) =>
    textOf(given, `${path}.${key}`, /^[\s\S]{0,300}$/, `must be at most ${maxErrorLength} characters`)
  return { kind: known, message: text(message, 'message'), ...(place !== undefined && { path: text(place, 'path') }) }
}

/** What a sandbox answered, as data. Throws a `FilterProblem` where that is no JSON, or too much of it. */
export function parsedAnswer(answer: unknown): unknown {
  if (typeof answer !== 'string' || answer.length > maxAnswerLength) throw new FilterProblem('', 'the sandbox did not answer in text')
  try {
    return JSON.parse(answer)
  } catch {
    throw new FilterProblem('', 'the sandbox did not answer in JSON')
  }
}
