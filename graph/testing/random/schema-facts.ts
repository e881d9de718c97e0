import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNullableType,
  isObjectType,
  isUnionType,
} from 'graphql'

// What the rules of the design read from an SDL, said once more and by graphql-js, so that the oracle owes nothing to the engine's model.

export type AnyField = GraphQLField<unknown, unknown>

interface WithDirectives {
  readonly astNode?: { readonly directives?: readonly { readonly name: { readonly value: string } }[] | undefined } | null | undefined
}

/** The arguments of a directive as text, or undefined where it does not stand there. */
export function directiveOf({ astNode }: WithDirectives, name: string): Readonly<Record<string, string>> | undefined {
  const found = astNode?.directives?.find((one) => one.name.value === name) as
    | { readonly arguments?: readonly { readonly name: { readonly value: string }; readonly value: { readonly value?: string } }[] }
    | undefined
  return found && Object.fromEntries((found.arguments ?? []).map(({ name: { value: key }, value }) => [key, String(value.value)]))
}

export function collectionOf(type: GraphQLNamedType): string | undefined {
  return isObjectType(type) ? directiveOf(type, 'entity')?.collection : undefined
}

export function isEntity(type: GraphQLNamedType): boolean {
  return collectionOf(type) !== undefined
}

/** Whether the id of an entity is an `Int`. */
export function hasIntId(type: GraphQLObjectType): boolean {
  return getNamedType((type.getFields().id as AnyField).type).name === 'Int'
}

export const namedType = (field: AnyField): GraphQLNamedType => getNamedType(field.type)

/** Arguments that are keys of a path. */
export const keyArguments = (field: AnyField) => field.args.filter(({ name }) => !isPaged(field) || (name !== 'offset' && name !== 'limit'))

export function isPaged(field: AnyField): boolean {
  return isList(field) && field.args.some(({ name }) => name === 'offset')
}

export function isList({ type }: AnyField): boolean {
  return isListType(type) || (!isNullableType(type) && isListType(type.ofType))
}

/** The list that `xsLength` is the length of. */
export function listOfLength(type: GraphQLObjectType, field: AnyField): AnyField | undefined {
  return field.name.endsWith('Length') ? type.getFields()[field.name.slice(0, -'Length'.length)] : undefined
}

/** Whether a field has a function of its own: by `@alone`, by arguments or paging, and all of `Query`. */
export function isAlone(type: GraphQLObjectType, field: AnyField): boolean {
  if (listOfLength(type, field) !== undefined) return false
  return type.name === 'Query' || field.args.length > 0 || directiveOf(field, 'alone') !== undefined
}

export function isPersonal(type: GraphQLObjectType, field: AnyField): boolean {
  return directiveOf(type, 'personal') !== undefined || directiveOf(field, 'personal') !== undefined
}

/** `$expires` of a field's values by rule 12. */
export function expiresOf(type: GraphQLObjectType, field: AnyField): number | undefined {
  const one = listOfLength(type, field) ?? field
  const cache = directiveOf(one, 'cache') ?? (directiveOf(one, 'personal') === undefined ? directiveOf(type, 'cache') : undefined)
  return cache && -1000 * Number(cache.maxAge)
}

export const isLeaf = (field: AnyField): boolean => isLeafType(namedType(field))

/** Whether a field's values are references: to an entity, an interface or a union. */
export function isReference(field: AnyField): boolean {
  const type = namedType(field)
  return isInterfaceType(type) || isUnionType(type) || isEntity(type)
}
