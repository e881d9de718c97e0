import { accessOf } from './expression-access.ts'
import type { Expression } from './parse-expression.ts'
import { bothNeeds, eitherNeeds, type NeedField, noNeeds, type RuleNeeds } from './rule-needs.ts'

const fields: ReadonlyMap<string, { readonly field: NeedField; readonly nullable: boolean }> = new Map([
  ['request.method', { field: 'method', nullable: false }],
  ['request.path', { field: 'path', nullable: false }],
  ['device.id', { field: 'device.id', nullable: true }],
  ['device.class', { field: 'device.class', nullable: false }],
  ['device.model', { field: 'device.model', nullable: true }],
  ['device.country', { field: 'device.country', nullable: true }],
])

/** The names of macros around a part, with the texts they go through. */
type Listed = ReadonlyMap<string, readonly string[]>

/**
 * What must hold of a request for an expression not to be false: read off its equalities, memberships and beginnings, through `&&`, `||`
 * and `exists`. Where it does not hold, the expression is false and nothing else, failures included: what may fail for a request keeps the
 * request. Takes an expression that has been compiled.
 */
export function needsOfExpression(expression: Expression): RuleNeeds {
  return needsOf(expression, new Map())
}

function needsOf(node: Expression, listed: Listed): RuleNeeds {
  switch (node.op) {
    case '&&':
      return bothNeeds(needsOf(node.args[0], listed), needsOf(node.args[1], listed))
    case '||':
      return eitherNeeds(needsOf(node.args[0], listed), needsOf(node.args[1], listed))
    case '==': {
      const [left, right] = node.args
      return equality(left, right, listed) ?? equality(right, left, listed) ?? noNeeds
    }
    case 'in': {
      const [of, within] = node.args
      const header = within.op === '.' && of.op === 'value' ? headerField(`${String(of.args)}`, within) : undefined
      if (header !== undefined) return present(header)
      const values =
        within.op === 'list' ? within.args.map(({ op, args }) => (op === 'value' && typeof args === 'string' ? args : undefined)) : []
      return within.op === 'list' && values.every((value) => value !== undefined) ? oneOf(of, values) : noNeeds
    }
    case 'call': {
      const [name, [of]] = node.args
      const named = name === 'has' && of !== undefined ? fieldOf(of) : undefined
      return named === undefined ? noNeeds : present(named.field)
    }
    case 'rcall': {
      const [name, receiver, given] = node.args
      if (name === 'startsWith') return beginning(receiver, textsOf(given[0], listed))
      if (name !== 'exists' && name !== 'exists_one') return noNeeds
      const [variable, body] = given
      const texts =
        receiver.op === 'list' ? receiver.args.map(({ op, args }) => (op === 'value' && typeof args === 'string' ? args : undefined)) : []
      if (variable?.op !== 'id' || body === undefined || texts.length === 0 || !texts.every((text) => text !== undefined)) return noNeeds
      return needsOf(body, new Map([...listed, [variable.args, texts]]))
    }
    default:
      return noNeeds
  }
}

/** A value that is compared with texts of the rule, or with null. */
function equality(of: Expression, to: Expression, listed: Listed): RuleNeeds | undefined {
  const texts = textsOf(to, listed)
  if (texts !== undefined) return oneOf(of, texts)
  const named = to.op === 'value' && to.args === null ? fieldOf(of) : undefined
  return named && new Map([[named.field, { exact: [], prefixes: [], absent: true }]])
}

function oneOf(of: Expression, exact: readonly string[]): RuleNeeds {
  const named = fieldOf(of)
  // A header that is not there is a failure, and not false.
  return named === undefined ? noNeeds : new Map([[named.field, { exact, prefixes: [], absent: named.fails }]])
}

function beginning(of: Expression, prefixes: readonly string[] | undefined): RuleNeeds {
  const named = fieldOf(of)
  if (named === undefined || prefixes === undefined) return noNeeds
  return new Map([[named.field, { exact: [], prefixes, absent: named.fails || named.nullable }]])
}

const present = (field: NeedField): RuleNeeds => new Map([[field, { exact: [], prefixes: [''], absent: false }]])

/** The texts that a part may come to, where they are written in the rule. */
function textsOf(node: Expression | undefined, listed: Listed): readonly string[] | undefined {
  if (node?.op === 'value') return typeof node.args === 'string' ? [node.args] : undefined
  return node?.op === 'id' ? listed.get(node.args) : undefined
}

/** The field that a part reads. `fails`: where it is not there. */
function fieldOf(node: Expression): { readonly field: NeedField; readonly nullable: boolean; readonly fails: boolean } | undefined {
  const access = accessOf(node)
  if (access === undefined) return undefined
  if (access.key !== undefined)
    return access.name === 'request.headers' ? { field: `header ${access.key}`, nullable: false, fails: true } : undefined
  const field = fields.get(access.name)
  return field && { ...field, fails: false }
}

const headerField = (key: string, map: Expression): NeedField | undefined =>
  accessOf(map)?.name === 'request.headers' && accessOf(map)?.key === undefined ? `header ${key}` : undefined
