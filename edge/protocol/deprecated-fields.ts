import type { DocumentNode } from 'graphql'

/** A field that clients are asked to leave, as `Title.year`, and what they are told. */
export interface DeprecatedField {
  readonly field: string
  readonly reason: string
}

/** The fields of a schema with `@deprecated`. */
export function deprecatedFields({ definitions }: DocumentNode): readonly DeprecatedField[] {
  return definitions.flatMap((type) => {
    if (type.kind !== 'ObjectTypeDefinition' && type.kind !== 'InterfaceTypeDefinition') return []
    return (type.fields ?? []).flatMap(({ name, directives }) => {
      const deprecated = directives?.find((one) => one.name.value === 'deprecated')
      if (deprecated === undefined) return []
      const reason = deprecated.arguments?.find((one) => one.name.value === 'reason')?.value
      return [{ field: `${type.name.value}.${name.value}`, reason: reason?.kind === 'StringValue' ? reason.value : 'No longer supported' }]
    })
  })
}
