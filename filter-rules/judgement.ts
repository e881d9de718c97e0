import type { FilterDevice, FilterRequest, FilterResponse } from '../filter-sdk/define-filter.ts'
import { ruleLimits } from './rule-limits.ts'

/** What a rule judges by. */
export interface RuleInput {
  /** `url` is path and query. */
  readonly request: FilterRequest
  readonly device: FilterDevice
  /** In the outbound stage. */
  readonly response?: FilterResponse
}

/** Why an evaluation came to nothing. A value, so that what does not count costs nothing: `false && FAILURE` is false. */
export class Failure {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

export type Value = boolean | number | string | null | Failure

/** One judgement under way. */
export interface Judgement {
  readonly input: RuleInput
  /** The values that the macros around a node are at, the outermost first. */
  readonly items: (string | number)[]
  path: string | undefined
  query: URLSearchParams | undefined
  /** Characters that it may still look at. */
  textLeft: number
}

/** Comes to a value in a bounded number of steps. */
export type Evaluate = (judgement: Judgement) => Value

const tooMuch = new Failure(`it would look at more than ${ruleLimits.maxTextRead} characters`)

/** A judgement that has seen nothing yet. */
export function judgementOf(input: RuleInput): Judgement {
  return { input, items: [], path: undefined, query: undefined, textLeft: ruleLimits.maxTextRead }
}

/** Takes characters from what is left, before they are looked at; a failure where there are not as many. */
export function spend(judgement: Judgement, characters: number): Failure | undefined {
  judgement.textLeft -= characters
  return judgement.textLeft < 0 ? tooMuch : undefined
}

/** The path of the request: its URL without the query. */
export function pathOf(judgement: Judgement): string {
  if (judgement.path !== undefined) return judgement.path
  const { url } = judgement.input.request
  const end = url.indexOf('?')
  judgement.path = end === -1 ? url : url.slice(0, end)
  return judgement.path
}

/** The first value of a name in the query; null where there is none. */
export function queryValue(judgement: Judgement, name: string): string | null | Failure {
  if (judgement.query === undefined) {
    const { url } = judgement.input.request
    const start = url.indexOf('?')
    if (start === -1) return null
    // Each is looked at to take the query apart, and again to read it.
    const failure = spend(judgement, 2 * (url.length - start))
    if (failure !== undefined) return failure
    judgement.query = new URLSearchParams(url.slice(start + 1))
  }
  return judgement.query.get(name)
}
