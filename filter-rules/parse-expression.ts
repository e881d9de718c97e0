import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import type { Stage } from '../filter-sdk/action-rules.ts'
import { ExpressionProblem } from './expression-problem.ts'
import { ruleLimits } from './rule-limits.ts'

/** A part of an expression, as CEL's parser leaves it. */
export type Expression = ASTNode

const { maxNodes, maxDepth, maxListed, maxExpressionLength } = ruleLimits

/**
 * What may be null is `dyn`: CEL's type for that is a wrapper, which this checker does not have. `compileExpression` holds it to its kind.
 */
const inbound: Environment = new Environment({
  limits: { maxAstNodes: maxNodes, maxDepth, maxListElements: maxListed, maxMapEntries: maxListed, maxCallArguments: 8 },
})
  .registerType('Request', {
    fields: { method: 'string', url: 'string', path: 'string', query: 'map<string, string>', headers: 'map<string, string>' },
  })
  .registerType('Device', { fields: { id: 'dyn', class: 'string', model: 'dyn', profile: 'dyn', country: 'dyn' } })
  .registerVariable('request', 'Request')
  .registerVariable('device', 'Device')

const outbound: Environment = inbound
  .clone()
  .registerType('Response', { fields: { status: 'int', headers: 'map<string, string>' } })
  .registerVariable('response', 'Response')

/** The types of what an expression can name, in each stage. */
export const celEnvironments: { readonly [stage in Stage]: Environment } = { inbound, outbound }

/**
 * Reads an expression of CEL (https://github.com/google/cel-spec/blob/master/doc/langdef.md) that comes to true or false. Throws an
 * `ExpressionProblem` for one that does not parse, does not hold to the types of what it names, or is too large. Nothing of it is
 * evaluated.
 */
export function parseExpression(source: string, stage: Stage): Expression {
  if (source.length > maxExpressionLength)
    throw new ExpressionProblem(maxExpressionLength, `may be at most ${maxExpressionLength} long, is ${source.length}`)
  const parsed = attempt(() => celEnvironments[stage].parse(source))
  const { valid, type, error } = parsed.check()
  if (!valid) throw problemOf(error)
  if (type !== 'bool' && type !== 'dyn') throw new ExpressionProblem(0, `must come to true or false, comes to ${type}`)
  return parsed.ast
}

function attempt<value>(parse: () => value): value {
  try {
    return parse()
  } catch (error) {
    throw problemOf(error)
  }
}

/** The first line of what the library says: below it stands a part of the source, which is known. */
function problemOf(error: unknown): ExpressionProblem {
  const { message, range } = error as Error & { readonly range?: { readonly start: number } }
  return new ExpressionProblem(range?.start ?? 0, message.split('\n')[0]?.slice(0, 300) ?? 'does not parse')
}
