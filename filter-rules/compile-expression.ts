import { type Compiled, compileAccess, compilePresence } from './compile-access.ts'
import { compileFunction, compileMethod, type Written } from './compile-call.ts'
import { compileLogic, compileMinus, compileNot, compileTernary, mustBe } from './compile-logic.ts'
import { compileEquality, compileMembership, compileNumeric, nameOf, stepsOf } from './compile-operator.ts'
import { accessOf, checkedKey, isMap } from './expression-access.ts'
import { ExpressionProblem } from './expression-problem.ts'
import { type Evaluate, Failure } from './judgement.ts'
import type { Expression } from './parse-expression.ts'
import { ruleLimits } from './rule-limits.ts'

/** What a macro around a node has named, and goes through. */
interface Item {
  readonly name: string
  readonly values: readonly (string | number)[]
}

const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one'])

/**
 * Compiles an expression to functions that come to values, never throw, and cost what is known beforehand: steps are counted here, as many
 * as the longest way through takes; characters are counted as they are looked at. Throws an `ExpressionProblem` for what rules do not take
 * of CEL, and for too many steps.
 */
export function compileExpression(expression: Expression): Evaluate {
  const compiled = compile(expression, [])
  if (compiled.kind !== 'bool') throw new ExpressionProblem(0, `must come to true or false, comes to ${nameOf(compiled)}`)
  if (compiled.steps > ruleLimits.maxSteps)
    throw new ExpressionProblem(0, `may take at most ${ruleLimits.maxSteps} steps, takes ${compiled.steps}: lists in lists multiply`)
  return compiled.evaluate
}

function compile(node: Expression, items: readonly Item[]): Compiled {
  switch (node.op) {
    case 'value':
      return literal(node)
    case 'id': {
      const depth = items.findLastIndex(({ name }) => name === node.args)
      const item = items[depth]
      if (item === undefined) throw new ExpressionProblem(node.pos, `'${node.args}' is no value by itself`)
      const kind = typeof item.values[0] === 'number' ? 'int' : 'string'
      return { kind, nullable: false, steps: 1, evaluate: (judgement) => judgement.items[depth] as string | number }
    }
    case '.':
    case '[]': {
      const access = accessOf(node)
      const read = access && compileAccess(access)
      if (read === undefined) throw new ExpressionProblem(node.pos, 'names nothing that rules see')
      return read
    }
    case '&&':
    case '||':
      return compileLogic(node.op === '||', compile(node.args[0], items), compile(node.args[1], items), node.pos)
    case '!_':
      return compileNot(compile(node.args, items), node.pos)
    case '-_':
      return compileMinus(compile(node.args, items), node.pos)
    case '?:': {
      const [condition, yes, no] = node.args.map((part) => compile(part, items)) as [Compiled, Compiled, Compiled]
      return compileTernary(condition, yes, no, node.pos)
    }
    case 'in':
      return membership(node.args[0], node.args[1], items)
    case 'call':
      return call(node.args[0], node.args[1], node.pos, items)
    case 'rcall': {
      const [name, receiver, given] = node.args
      if (macros.has(name)) return macro(name, receiver, given, node.pos, items)
      const text = compile(receiver, items)
      const written = given.map((part) => writtenOf(part, items))
      return {
        nullable: false,
        steps: stepsOf(text, ...written.map((one) => one.compiled)),
        ...compileMethod(name, text, written, node.pos),
      }
    }
    case 'list':
    case 'map':
    case '.?':
    case '[?]':
      throw new ExpressionProblem(node.pos, 'rules take lists in `in`, all, exists and exists_one only, and no maps')
    default: {
      const [left, right] = node.args.map((part) => compile(part, items)) as [Compiled, Compiled]
      const steps = stepsOf(left, right)
      if (node.op === '==' || node.op === '!=')
        return { kind: 'bool', nullable: false, steps, evaluate: compileEquality(left, right, node.op === '!=', node.pos) }
      const numeric = compileNumeric(node.op, left, right, node.pos)
      if (numeric === undefined) throw new ExpressionProblem(node.pos, `rules have no operator '${node.op}'`)
      return { nullable: false, steps, ...numeric }
    }
  }
}

function literal({ args: value, pos }: Expression & { readonly op: 'value' }): Compiled {
  const constant = (kind: Compiled['kind'], value: string | number | boolean | null): Compiled => {
    return { kind, nullable: kind === 'null', steps: 1, evaluate: () => value }
  }
  if (typeof value === 'string') return constant('string', value)
  if (typeof value === 'boolean') return constant('bool', value)
  if (value === null) return constant('null', null)
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return constant('int', Number(value))
  throw new ExpressionProblem(pos, 'rules take texts, whole numbers up to 2 to the power of 53, true, false and null')
}

function membership(of: Expression, within: Expression, items: readonly Item[]): Compiled {
  const map = accessOf(within)
  if (map !== undefined && map.key === undefined && isMap(map.name)) {
    if (of.op !== 'value' || typeof of.args !== 'string')
      throw new ExpressionProblem(of.start, `needs a name that is written out, in ${map.name}`)
    return compilePresence(map.name, checkedKey(map.name, of.args, of.start))
  }
  const compiled = compile(of, items)
  return { kind: 'bool', nullable: false, steps: stepsOf(compiled), evaluate: compileMembership(compiled, listOf(within), of.start) }
}

/** The values of a list that is written in the rule. */
function listOf(node: Expression): readonly (string | number)[] {
  if (node.op !== 'list') throw new ExpressionProblem(node.start, 'needs a list that is written in the rule: ["…", "…"]')
  return node.args.map((part) => {
    const value = part.op === 'value' ? literal(part).evaluate(neverRead) : undefined
    if (typeof value !== 'string' && typeof value !== 'number') throw new ExpressionProblem(part.pos, 'a list holds texts or whole numbers')
    return value
  })
}

/** A literal looks at nothing. */
const neverRead = undefined as never

function call(name: string, given: readonly Expression[], offset: number, items: readonly Item[]): Compiled {
  if (name === 'has') {
    const access = given[0] && accessOf(given[0])
    if (access?.key === undefined)
      throw new ExpressionProblem(
        offset,
        'has() is of a header or a name in the query: has(request.headers.accept). Other values are compared with null',
      )
    return compilePresence(access.name, access.key)
  }
  const written = given.map((part) => writtenOf(part, items))
  return { nullable: false, steps: stepsOf(...written.map(({ compiled }) => compiled)), ...compileFunction(name, written, offset) }
}

function writtenOf(node: Expression, items: readonly Item[]): Written {
  const compiled = compile(node, items)
  const offset = node.start
  if (node.op === 'value' && typeof node.args === 'string') return { compiled, values: [node.args], offset }
  return { compiled, values: node.op === 'id' ? items.findLast(({ name }) => name === node.args)?.values : undefined, offset }
}

function macro(name: string, over: Expression, given: readonly Expression[], offset: number, items: readonly Item[]): Compiled {
  const [variable, body] = given
  if (items.length >= ruleLimits.maxMacroDepth)
    throw new ExpressionProblem(offset, `${name}() stands too deep: at most ${ruleLimits.maxMacroDepth} may stand in each other`)
  if (variable?.op !== 'id' || body === undefined) throw new ExpressionProblem(offset, `${name}() needs a name and what is asked of it`)
  if (/^(?:request|device|response)$/.test(variable.args)) throw new ExpressionProblem(variable.pos, `'${variable.args}' has a meaning`)
  const values = listOf(over)
  const asked = compile(body, [...items, { name: variable.args, values }])
  mustBe('bool', asked, body.pos)
  const depth = items.length
  const decisive = name === 'exists'
  return {
    ...{ kind: 'bool', nullable: false, steps: 1 + values.length * asked.steps },
    evaluate(judgement) {
      let found = 0
      let failure: Failure | undefined
      for (const value of values) {
        judgement.items[depth] = value
        const answer = asked.evaluate(judgement)
        if (answer instanceof Failure) {
          // Which of several it is, no failure leaves open; whether it is exactly one, any does.
          if (name === 'exists_one') return answer
          failure ??= answer
        } else if (name === 'exists_one') found += answer === true ? 1 : 0
        else if (answer === decisive) return decisive
      }
      return failure ?? (name === 'exists_one' ? found === 1 : !decisive)
    },
  }
}
