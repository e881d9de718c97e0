import { type CheckedAction, endsStage, type Stage, validateActions } from '../filter-sdk/action-rules.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { FilterProblem } from '../filter-sdk/problem.ts'
import type { LoadedModule } from './loaded-module.ts'
import { plainCopy } from './plain-data.ts'
import { clock } from './sandbox-clock.ts'
import {
  type FilterError,
  type FilterErrorKind,
  maxErrorLength,
  type StageInput,
  type WrittenCall,
  type WrittenVerdict,
  type WrittenVerdicts,
} from './stage-call.ts'
import { budget } from './steps.ts'

// A function may have an `apply` of its own.
const { apply: call } = Reflect

/** A filter of a sandbox: what it is, or why it did not come up. */
export interface LoadedFilter {
  readonly name: string
  readonly module: LoadedModule | FilterError
}

const noSuchFilter: LoadedFilter = { name: '', module: { kind: 'load', message: 'there is no such filter' } }

/** Runs the filters that are called, one after another, until one ends the stage or fails closed. What each sees is frozen; what it returns becomes plain data. */
export function runStage(loaded: readonly LoadedFilter[], { stage, called, input, now, seed }: WrittenCall): WrittenVerdicts {
  const verdicts: WrittenVerdict[] = []
  let silent = true
  let view = frozen(input)
  for (const position of called) {
    const { name, module } = loaded[position] ?? noSuchFilter
    let verdict: WrittenVerdict
    if ('kind' in module) verdict = { error: module }
    else {
      clock.set(now, seed, name)
      verdict = runFilter(module, stage, view)
    }
    verdicts.push(verdict)
    if (verdict === null) continue
    silent = false
    if (verdict.error !== undefined && 'definition' in module && module.definition.failMode === 'closed') break
    if (verdict.actions === undefined) continue
    if (verdict.actions.some(endsStage)) break
    view = viewAfter(view, verdict.actions)
  }
  return silent ? verdicts.length : JSON.stringify(verdicts)
}

function runFilter({ owner, apply, shouldFilter }: LoadedModule, stage: Stage, view: StageInput): WrittenVerdict {
  let skipped = false
  const { value, error } = spendSteps(() => {
    if (shouldFilter !== undefined && !isYes(call(shouldFilter, owner, [view]))) {
      skipped = true
      return undefined
    }
    const returned = call(apply, owner, [view])
    return returned === undefined || isEmptyList(returned) ? undefined : validateActions(stage, plainCopy(returned, 'actions'))
  })
  if (error !== undefined) return { error }
  if (skipped) return { skipped }
  return value === undefined || value.length === 0 ? null : { actions: value }
}

/** Nothing is wanted, which is what most filters say most of the time: there is nothing to read. */
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** A promise is true, too, and means nothing. */
function isYes(answer: unknown): boolean {
  if ((typeof answer === 'object' && answer !== null) || typeof answer === 'function')
    throw new TypeError('shouldFilter must return true or false')
  return Boolean(answer)
}

/** Gives a filter's code its steps, and says what came of it. Afterwards the code has none: what it left behind to run later stops at once. */
export function spendSteps<value>(run: () => value): { readonly value?: value; readonly error?: FilterError } {
  budget.left = filterLimits.maxSteps
  try {
    const value = run()
    return budget.left < 0 ? outOfSteps : { value }
  } catch (thrown) {
    if (budget.left < 0) return outOfSteps
    return { error: errorFrom(thrown instanceof FilterProblem ? 'nonsense' : 'threw', thrown) }
  } finally {
    budget.left = 0
  }
}

const outOfSteps = {
  error: { kind: 'steps', message: `more than ${filterLimits.maxSteps} turns of loops and calls of functions` },
} as const

const errorClasses = [TypeError, RangeError, ReferenceError, SyntaxError, URIError, EvalError]

/** An error of what was thrown; the code of whoever threw it is not asked. */
export function errorFrom(kind: FilterErrorKind, thrown: unknown): FilterError {
  const message = messageOf(thrown).slice(0, maxErrorLength)
  return thrown instanceof FilterProblem ? { kind, message, path: thrown.path.slice(0, maxErrorLength) } : { kind, message }
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  if (typeof thrown !== 'object' || thrown === null) return `threw ${typeof thrown}`
  const message: unknown = Object.getOwnPropertyDescriptor(thrown, 'message')?.value
  if (thrown instanceof FilterProblem) return thrown.message
  const name = errorClasses.find((one) => thrown instanceof one)?.name ?? 'Error'
  return typeof message === 'string' ? `${name}: ${message}` : name
}

/** What the next filter sees: the headers as the actions leave them. */
function viewAfter(view: StageInput, actions: readonly CheckedAction[]): StageInput {
  let { request, response } = view
  for (const action of actions) {
    if ('setRequestHeader' in action) request = withHeader(request, ...action.setRequestHeader)
    else if ('removeRequestHeader' in action) request = withHeader(request, action.removeRequestHeader, undefined)
    else if (response === undefined) continue
    else if ('setResponseHeader' in action) response = withHeader(response, ...action.setResponseHeader)
    else if ('removeResponseHeader' in action) response = withHeader(response, action.removeResponseHeader, undefined)
  }
  if (request === view.request && response === view.response) return view
  return Object.freeze({ request, device: view.device, ...(response !== undefined && { response }) })
}

/** The same with a header that has another value, or is gone where the value is undefined. */
function withHeader<message extends { readonly headers: StageInput['request']['headers'] }>(
  message: message,
  name: string,
  value: string | undefined,
): message {
  if (message.headers[name] === value) return message
  const headers = { ...message.headers, [name]: value }
  if (value === undefined) delete headers[name]
  return Object.freeze({ ...message, headers: Object.freeze(headers) })
}

/** What a filter sees, by its parts: it is made of nothing else. */
function frozen(input: StageInput): StageInput {
  const { request, response, device } = input
  Object.freeze(request.headers)
  Object.freeze(request)
  Object.freeze(device)
  if (response !== undefined) {
    Object.freeze(response.headers)
    Object.freeze(response)
  }
  return Object.freeze(input)
}
