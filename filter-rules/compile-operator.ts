import type { Compiled } from './compile-access.ts'
import { ExpressionProblem } from './expression-problem.ts'
import { type Evaluate, Failure, spend, type Value } from './judgement.ts'

const isNull = new Failure('null has no order, no characters and no sum')
const overflow = new Failure('a number goes beyond 2 to the power of 53')
const byZero = new Failure('a division by zero')

/** The failure that stands in the place of an operand which has no such value: its own, or that it is null. */
export const failureOf = (value: Value): Failure => (value instanceof Failure ? value : isNull)

/** `==` and `!=`. What may be null can be compared with null. */
export function compileEquality(left: Compiled, right: Compiled, negated: boolean, offset: number): Evaluate {
  const fits = left.kind === right.kind || (left.kind === 'null' && right.nullable) || (right.kind === 'null' && left.nullable)
  if (!fits) throw new ExpressionProblem(offset, `compares ${nameOf(left)} with ${nameOf(right)}`)
  return (judgement) => {
    const one = left.evaluate(judgement)
    if (one instanceof Failure) return one
    const other = right.evaluate(judgement)
    if (other instanceof Failure) return other
    if (typeof one === 'string' && typeof other === 'string') {
      const failure = spend(judgement, Math.min(one.length, other.length))
      if (failure !== undefined) return failure
    }
    return (one === other) !== negated
  }
}

const orders: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
}

const sums: Readonly<Record<string, (one: number, other: number) => number | Failure>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => (other === 0 ? byZero : Math.trunc(one / other)),
  '%': (one, other) => (other === 0 ? byZero : one % other),
}

/** `<` and its kin, and sums: of whole numbers. Undefined for another operator. */
export function compileNumeric(
  operator: string,
  left: Compiled,
  right: Compiled,
  offset: number,
): Pick<Compiled, 'kind' | 'evaluate'> | undefined {
  const order = Object.hasOwn(orders, operator) ? orders[operator] : undefined
  const sum = Object.hasOwn(sums, operator) ? sums[operator] : undefined
  if (order === undefined && sum === undefined) return undefined
  for (const operand of [left, right])
    if (operand.kind !== 'int') throw new ExpressionProblem(offset, `'${operator}' is for numbers, not for ${nameOf(operand)}`)
  const evaluate: Evaluate = (judgement) => {
    const one = left.evaluate(judgement)
    if (typeof one !== 'number') return failureOf(one)
    const other = right.evaluate(judgement)
    if (typeof other !== 'number') return failureOf(other)
    return order === undefined ? counted((sum as (typeof sums)[string])(one, other)) : order(one, other)
  }
  return { kind: order === undefined ? 'int' : 'bool', evaluate }
}

/** A whole number that is exact. `-0` is none. */
export function counted(number: number | Failure): number | Failure {
  return number instanceof Failure || Number.isSafeInteger(number) ? (number === 0 ? 0 : number) : overflow
}

/** `in`, of a list. Null is in none. */
export function compileMembership(of: Compiled, list: readonly (string | number)[], offset: number): Evaluate {
  const kind = typeof list[0] === 'number' ? 'int' : 'string'
  if (list.length > 0 && of.kind !== kind) throw new ExpressionProblem(offset, `looks for ${nameOf(of)} in a list of ${kind}`)
  const members: ReadonlySet<Value> = new Set(list)
  return (judgement) => {
    const value = of.evaluate(judgement)
    if (value instanceof Failure) return value
    return (typeof value === 'string' ? spend(judgement, value.length) : undefined) ?? members.has(value)
  }
}

/** As it is told. */
export const nameOf = ({ kind, nullable }: Pick<Compiled, 'kind' | 'nullable'>): string => (nullable ? `${kind} or null` : kind)

/** The steps of a node with these parts. */
export const stepsOf = (...parts: readonly Compiled[]): number => parts.reduce((sum, { steps }) => sum + steps, 1)
