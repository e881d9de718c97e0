import type { Compiled } from './compile-access.ts'
import { counted, failureOf, nameOf } from './compile-operator.ts'
import { compileNeedle, compilePattern, type PatternTest } from './compile-pattern.ts'
import { ExpressionProblem } from './expression-problem.ts'
import { type Evaluate, Failure, spend } from './judgement.ts'
import { PatternProblem } from './read-pattern.ts'
import { ruleLimits } from './rule-limits.ts'

/** An operand whose values are written in the rule: a literal, or what a macro goes through. */
export interface Written {
  readonly compiled: Compiled
  readonly values: readonly (string | number)[] | undefined
  /** Where it stands in the expression. */
  readonly offset: number
}

/** In which a search by the platform is faster than by table, and cannot take long. */
const shortText = 256

/** A call with a text before the dot. Throws an `ExpressionProblem` for a function that rules do not have. */
export function compileMethod(
  name: string,
  text: Compiled,
  given: readonly Written[],
  offset: number,
): Pick<Compiled, 'kind' | 'evaluate'> {
  if (text.kind !== 'string') throw new ExpressionProblem(offset, `${name}() is of texts, not of ${nameOf(text)}`)
  const [argument] = given
  if (name === 'size' && argument === undefined) return { kind: 'int', evaluate: sizeOf(text) }
  if (argument === undefined) throw unknownCall(name, offset)
  switch (name) {
    case 'startsWith':
      return { kind: 'bool', evaluate: comparing(text, argument.compiled, (whole, part) => whole.startsWith(part), offset) }
    case 'endsWith':
      return { kind: 'bool', evaluate: comparing(text, argument.compiled, (whole, part) => whole.endsWith(part), offset) }
    case 'contains':
      return { kind: 'bool', evaluate: searching(name, text, argument, containing) }
    case 'matches':
      return { kind: 'bool', evaluate: searching(name, text, argument, compilePattern) }
    default:
      throw unknownCall(name, offset)
  }
}

/** A call by name alone. Throws an `ExpressionProblem` for a function that rules do not have. */
export function compileFunction(name: string, given: readonly Written[], offset: number): Pick<Compiled, 'kind' | 'evaluate'> {
  const [argument] = given
  if (argument?.compiled.kind !== 'string') throw unknownCall(name, offset)
  if (name === 'size') return { kind: 'int', evaluate: sizeOf(argument.compiled) }
  if (name === 'int') return { kind: 'int', evaluate: numberOf(argument.compiled) }
  throw unknownCall(name, offset)
}

const unknownCall = (name: string, offset: number) =>
  new ExpressionProblem(
    offset,
    `rules have no ${name}(): of texts size, startsWith, endsWith, contains, matches and int; of lists all, exists and exists_one`,
  )

function comparing(text: Compiled, part: Compiled, fits: (text: string, part: string) => boolean, offset: number): Evaluate {
  if (part.kind !== 'string') throw new ExpressionProblem(offset, `needs a text to compare with, not ${nameOf(part)}`)
  return (judgement) => {
    const whole = text.evaluate(judgement)
    if (typeof whole !== 'string') return failureOf(whole)
    const other = part.evaluate(judgement)
    if (typeof other !== 'string') return failureOf(other)
    return spend(judgement, Math.min(whole.length, other.length)) ?? fits(whole, other)
  }
}

/** What is searched for is compiled before anything is searched, so it must be written in the rule. */
function searching(
  name: string,
  text: Compiled,
  { compiled, values, offset }: Written,
  compile: (wanted: string) => PatternTest,
): Evaluate {
  if (values === undefined) throw new ExpressionProblem(offset, `${name}() takes a text that is written in the rule`)
  const tests = new Map(values.map((value) => [value, compiledText(name, String(value), compile, offset)] as const))
  const [only] = tests.size === 1 ? tests.values() : []
  return (judgement) => {
    const whole = text.evaluate(judgement)
    if (typeof whole !== 'string') return failureOf(whole)
    const failure = spend(judgement, whole.length)
    if (failure !== undefined) return failure
    if (only !== undefined) return only(whole)
    return (tests.get(compiled.evaluate(judgement) as string) as PatternTest)(whole)
  }
}

function compiledText(name: string, wanted: string, compile: (wanted: string) => PatternTest, offset: number): PatternTest {
  try {
    return compile(wanted)
  } catch (problem) {
    if (problem instanceof PatternProblem) throw new ExpressionProblem(offset, `the pattern of ${name}() ${problem.message}`)
    throw problem
  }
}

function containing(needle: string): PatternTest {
  if (needle.length > ruleLimits.maxNeedleLength) throw new PatternProblem(`may be at most ${ruleLimits.maxNeedleLength} long`)
  const inLongText = compileNeedle(needle)
  return (text) => (text.length <= shortText ? text.includes(needle) : inLongText(text))
}

/** In code points, as CEL counts. */
const sizeOf =
  (text: Compiled): Evaluate =>
  (judgement) => {
    const whole = text.evaluate(judgement)
    if (typeof whole !== 'string') return failureOf(whole)
    const failure = spend(judgement, whole.length)
    if (failure !== undefined) return failure
    let size = 0
    for (const _ of whole) size++
    return size
  }

const noNumber = new Failure('int() of a text that is no whole number')

const numberOf =
  (text: Compiled): Evaluate =>
  (judgement) => {
    const digits = text.evaluate(judgement)
    if (typeof digits !== 'string') return failureOf(digits)
    return digits.length > 20 || !/^[+-]?\d+$/.test(digits) ? noNumber : counted(Number(digits))
  }
