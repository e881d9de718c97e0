import type { Stage } from '../../filter-sdk/action-rules.ts'
import { compileExpression } from '../compile-expression.ts'
import { judgementOf, type RuleInput, type Value } from '../judgement.ts'
import { parseExpression } from '../parse-expression.ts'

/** What an expression comes to for a request. */
export function judged(expression: string, input: RuleInput, stage: Stage = 'inbound'): Value {
  return compileExpression(parseExpression(expression, stage))(judgementOf(input))
}
