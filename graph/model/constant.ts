import type { ValueNode } from 'graphql/language'

/** The JSON value of a literal. `variables` fills in variables; one that is not given makes its place undefined. */
export function constantOf(node: ValueNode, variables: Readonly<Record<string, unknown>> = {}): unknown {
  switch (node.kind) {
    case 'Variable':
      return Object.hasOwn(variables, node.name.value) ? variables[node.name.value] : undefined
    case 'IntValue':
    case 'FloatValue':
      return Number(node.value)
    case 'StringValue':
    case 'BooleanValue':
    case 'EnumValue':
      return node.value
    case 'NullValue':
      return null
    case 'ListValue':
      return node.values.map((item) => constantOf(item, variables) ?? null)
    case 'ObjectValue': {
      const members = node.fields.map((field) => [field.name.value, constantOf(field.value, variables)] as const)
      return Object.fromEntries(members.filter(([, value]) => value !== undefined))
    }
  }
}
