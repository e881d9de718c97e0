import type { CheckedAction } from '../filter-sdk/action-rules.ts'
import type { FilterDefinition } from '../filter-sdk/definition-rules.ts'
import { compileExpression } from './compile-expression.ts'
import { Failure, judgementOf, type RuleInput } from './judgement.ts'
import { needsOfExpression } from './needs-of-expression.ts'
import { parseExpression } from './parse-expression.ts'
import { type Rule, readRule } from './read-rule.ts'
import { noNeeds, type RuleNeeds } from './rule-needs.ts'

/** A request that a rule cannot judge. The message is for operators. */
export class RuleFailed extends Error {
  override readonly name = 'RuleFailed'
}

/** A rule, compiled. Isolate scope: closures and plain data. */
export interface CompiledRule {
  readonly definition: FilterDefinition
  readonly actions: readonly CheckedAction[]
  /** What the expression asks of a request at least; what `when` asks is not among it. */
  readonly needs: RuleNeeds
  /**
   * Whether the expression fits; `when` is not looked at. Throws a `RuleFailed` where it cannot be told, as of a header that is not there.
   */
  decide(input: RuleInput): boolean
}

/** Compiles a rule from its JSON. Throws a `FilterProblem` that says which value is wrong. */
export function compileRule(source: string): CompiledRule {
  return compileReadRule(readRule(source))
}

/** Compiles a rule that has been read. Throws an `ExpressionProblem` that says where the expression is wrong. */
export function compileReadRule({ definition, expression, actions }: Rule): CompiledRule {
  if (expression === undefined) return { definition, actions, needs: noNeeds, decide: () => true }
  const parsed = parseExpression(expression, definition.stage)
  const evaluate = compileExpression(parsed)
  return {
    ...{ definition, actions, needs: needsOfExpression(parsed) },
    decide(input) {
      const value = evaluate(judgementOf(input))
      if (value instanceof Failure) throw new RuleFailed(`expression: ${value.message}`)
      return value === true
    },
  }
}
