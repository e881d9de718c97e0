import type { OperationDefinitionNode, TypeNode } from 'graphql/language'
import type { GraphLimits } from '../limits.ts'
import { constantOf } from '../model/constant.ts'
import { BadInput, coerceArgument } from '../model/input.ts'
import type { InputType, Model } from '../model/model.ts'
import { checkValueDepth } from './value-depth.ts'

/**
 * Coerces the variables of an operation (GraphQL spec, 6.1.2): only those it declares, defaults filled in. Returns what is wrong with the
 * first that does not fit. Throws a Refusal for values nested too deep.
 */
export function coerceVariables(
  model: Model,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  limits: GraphLimits,
): Readonly<Record<string, unknown>> | BadInput {
  checkValueDepth(given, limits)
  const values: Record<string, unknown> = Object.create(null)
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value
    const type = inputType(model, definition.type)
    if (type === undefined) return new BadInput(`Variable '$${name}' is of no input type`)
    const defaultValue = definition.defaultValue && constantOf(definition.defaultValue)
    const raw = Object.hasOwn(given, name) ? given[name] : undefined
    // An explicit null is a value here; only arguments take it for their default.
    const value =
      raw === null
        ? coerceArgument({ name, type, defaultValue: undefined }, null)
        : coerceArgument({ name, type, defaultValue }, raw ?? defaultValue)
    if (value instanceof BadInput) return new BadInput(`Variable '$${name}' does not fit: ${value.message}`)
    if (value !== undefined) values[name] = value
  }
  return values
}

function inputType(model: Model, node: TypeNode): InputType | undefined {
  if (node.kind === 'NonNullType' || node.kind === 'ListType') {
    const inner = inputType(model, node.type)
    if (inner === undefined) return undefined
    return node.kind === 'NonNullType' ? { kind: 'nonNull', inner } : { kind: 'list', item: inner }
  }
  const type = model.types.get(node.name.value)
  return type?.kind === 'leaf' ? { kind: 'leaf', leaf: type } : model.inputs.get(node.name.value)
}
