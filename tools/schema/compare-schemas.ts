import { createRequire } from 'node:module'
import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'

// Both by one road: where a test runner loads one and Node the other, there are two copies of graphql, and neither knows the other's schemas.
const require = createRequire(import.meta.url)
const { buildASTSchema, parse } = require('graphql') as typeof import('graphql')
const { CriticalityLevel, diff } = require('@graphql-inspector/core') as typeof import('@graphql-inspector/core')

/** One difference between two schemas, as those see it who ask them. */
export interface SchemaChange {
  /** Where and of which kind, as `Title.year FIELD_REMOVED`: by this a note names it. */
  readonly id: string
  /** `breaking`: what some app asks is answered otherwise or not at all. `dangerous`: an app may not expect it. */
  readonly level: 'breaking' | 'dangerous' | 'safe'
  readonly message: string
  /** As `Title.year`; of a type or an argument, the field is left out or in front. */
  readonly path: string
}

const levels = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
} as const

/**
 * Compares two schemas by their SDL: for GraphQL by graphql-inspector, and for Falcor by our rules from SDL to paths, where arguments are keys in
 * their order and directives say where a value stands and who may set it.
 */
export async function compareSchemas(released: string, now: string): Promise<readonly SchemaChange[]> {
  const [before, after] = [parse(released), parse(now)]
  const found = await diff(buildASTSchema(before), buildASTSchema(after))
  const forGraphql = found
    // How directives of ours are used is told by their meaning, below.
    .filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE'))
    .map(
      ({ type, criticality, message, path = '' }): SchemaChange => ({
        id: `${path} ${type}`,
        level: levels[criticality.level],
        message,
        path,
      }),
    )
  return [...forGraphql, ...falcorChanges(before, after)]
}

function falcorChanges(before: DocumentNode, after: DocumentNode): SchemaChange[] {
  const changes: SchemaChange[] = []
  const add = (level: SchemaChange['level'], path: string, kind: string, message: string) =>
    changes.push({ id: `${path} FALCOR_${kind}`, level, message: `Falcor: ${message}`, path })
  const types = new Map(objectTypes(after).map((type) => [type.name.value, type]))
  for (const type of objectTypes(before)) {
    const twin = types.get(type.name.value)
    if (twin === undefined) continue
    const name = type.name.value
    const [was, is] = [collectionOf(type), collectionOf(twin)]
    if (was !== is) add('breaking', name, 'COLLECTION_CHANGED', `${name} stood ${placeOf(was)}, now ${placeOf(is)}`)
    const fields = new Map(twin.fields?.map((field) => [field.name.value, field]))
    for (const field of type.fields ?? []) {
      const other = fields.get(field.name.value)
      if (other !== undefined) compareFields(`${name}.${field.name.value}`, field, other, add)
    }
  }
  return changes
}

type Add = (level: SchemaChange['level'], path: string, kind: string, message: string) => void

function compareFields(path: string, was: FieldDefinitionNode, is: FieldDefinitionNode, add: Add): void {
  const [keysBefore, keysNow] = [keysOf(was), keysOf(is)]
  if (keysBefore !== keysNow) add('breaking', path, 'KEYS_CHANGED', `below ${path} stood the keys (${keysBefore}), now (${keysNow})`)
  const [settable, stillSettable] = [directive(was.directives, 'settable'), directive(is.directives, 'settable')]
  if (settable !== undefined && stillSettable === undefined) add('breaking', path, 'NOT_SETTABLE', `${path} can be set no more`)
  else if (settable !== undefined && stillSettable !== undefined && isNarrower(stillSettable, settable))
    add('breaking', path, 'BOUNDS_NARROWED', `${path} takes fewer values than before`)
  const [personal, nowPersonal] = [was, is].map((field) => directive(field.directives, 'personal') !== undefined)
  if (personal !== nowPersonal)
    add(
      'dangerous',
      path,
      'AUDIENCE_CHANGED',
      `${path} ${nowPersonal ? 'depends on who asks now, and is kept by nobody' : 'is the same for everybody now'}`,
    )
}

function objectTypes({ definitions }: DocumentNode): ObjectTypeDefinitionNode[] {
  return definitions.filter((one) => one.kind === 'ObjectTypeDefinition')
}

function directive(directives: readonly ConstDirectiveNode[] | undefined, name: string): ReadonlyMap<string, string> | undefined {
  const found = directives?.find((one) => one.name.value === name)
  return found && new Map(found.arguments?.map(({ name: { value: key }, value }) => [key, 'value' in value ? String(value.value) : '']))
}

const collectionOf = (type: ObjectTypeDefinitionNode) => directive(type.directives, 'entity')?.get('collection')
const placeOf = (collection: string | undefined) => (collection === undefined ? 'in place' : `under '${collection}'`)
/** Arguments become keys below the field, in their order; the window of a list is one key of indices, after the others. */
const keysOf = ({ arguments: args = [] }: FieldDefinitionNode) => args.map(({ name }) => name.value).join(', ')

function isNarrower(now: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): boolean {
  const bound = (bounds: ReadonlyMap<string, string>, name: string, none: number) => Number(bounds.get(name) ?? none)
  return (
    bound(now, 'min', Number.NEGATIVE_INFINITY) > bound(before, 'min', Number.NEGATIVE_INFINITY) ||
    bound(now, 'max', Number.POSITIVE_INFINITY) < bound(before, 'max', Number.POSITIVE_INFINITY)
  )
}
