import type { Compiled } from './compile-access.ts'
import { counted, failureOf, nameOf, stepsOf } from './compile-operator.ts'
import { ExpressionProblem } from './expression-problem.ts'
import { Failure } from './judgement.ts'

/** `&&` and `||`. As CEL has it, what decides decides, on whichever side a failure stands. */
export function compileLogic(decisive: boolean, left: Compiled, right: Compiled, offset: number): Compiled {
  mustBe('bool', left, offset)
  mustBe('bool', right, offset)
  return {
    ...{ kind: 'bool', nullable: false, steps: stepsOf(left, right) },
    evaluate(judgement) {
      const one = left.evaluate(judgement)
      if (one === decisive) return decisive
      const other = right.evaluate(judgement)
      return other === decisive ? decisive : one instanceof Failure ? one : other
    },
  }
}

/** `!`. */
export function compileNot(of: Compiled, offset: number): Compiled {
  mustBe('bool', of, offset)
  return {
    ...{ kind: 'bool', nullable: false, steps: stepsOf(of) },
    evaluate(judgement) {
      const value = of.evaluate(judgement)
      return value instanceof Failure ? value : !value
    },
  }
}

/** `-` before a number. */
export function compileMinus(of: Compiled, offset: number): Compiled {
  mustBe('int', of, offset)
  return {
    ...{ kind: 'int', nullable: false, steps: stepsOf(of) },
    evaluate(judgement) {
      const value = of.evaluate(judgement)
      return typeof value === 'number' ? counted(-value) : failureOf(value)
    },
  }
}

/** `? :`. */
export function compileTernary(condition: Compiled, yes: Compiled, no: Compiled, offset: number): Compiled {
  mustBe('bool', condition, offset)
  if (yes.kind !== no.kind) throw new ExpressionProblem(offset, `comes to ${nameOf(yes)} or ${nameOf(no)}`)
  return {
    ...{ kind: yes.kind, nullable: yes.nullable || no.nullable, steps: stepsOf(condition, yes, no) },
    evaluate(judgement) {
      const value = condition.evaluate(judgement)
      return value instanceof Failure ? value : (value === true ? yes : no).evaluate(judgement)
    },
  }
}

/** Throws an `ExpressionProblem` for a part of another kind. */
export function mustBe(kind: Compiled['kind'], compiled: Compiled, offset: number): void {
  if (compiled.kind !== kind) throw new ExpressionProblem(offset, `needs ${kind} here, not ${nameOf(compiled)}`)
}
