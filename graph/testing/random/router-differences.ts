import { type GraphQLSchema, isObjectType } from 'graphql'
import type { World } from './random-world.ts'
import type { Key } from './route-answers.ts'
import { collectionOf, hasIntId } from './schema-facts.ts'

// Every difference from falcor-router that `differences.md` lists as normalised, and nothing else.

/** Path sets as falcor-router reads them rightly: key by key, each once, and none that is empty. */
export function pathsForRouter(paths: readonly (readonly unknown[])[]): readonly (readonly Key[][])[] {
  return paths.map((path) => path.map(keysOf)).filter((path) => path.every((keys) => keys.length > 0))
}

function keysOf(set: unknown): Key[] {
  const keys = (Array.isArray(set) ? set : [set]).flatMap((key): readonly Key[] => {
    if (typeof key !== 'object' || key === null) return [key as Key]
    const { from = 0, to, length = 0 } = key as { from?: number; to?: number; length?: number }
    const last = to ?? from + length - 1
    return Array.from({ length: Math.max(last - from + 1, 0) }, (_, index) => from + index)
  })
  return [...new Map(keys.map((key) => [String(key), key])).values()]
}

type Branch = Record<string, unknown>

/** A graph without what the two may differ in; of both, so that each may be either. */
export function normalGraph(graph: unknown, { schema, data }: World): unknown {
  const copy = structuredClone(graph) as Branch
  for (const [collection, type] of collectionsOf(schema)) {
    const entities = copy[collection] as Branch | undefined
    for (const [key, entity] of Object.entries(entities ?? {})) {
      const status = data.status(type.name, hasIntId(type) ? Number(key) : key)
      // A reference is trusted: of a missing entity `id` and `__typename` are answered, and what its functions come to.
      if (status === 'missing' && String(Number(key)) === key) (entities as Branch)[key] = null
      else if (status === 'missing' && !hasIntId(type)) (entities as Branch)[key] = null
      // Nobody has vouched for the id of an entity that fails to load, unless a reference has.
      else if (status === 'failing' && typeof entity === 'object' && entity !== null) delete (entity as Branch).id
    }
  }
  return withoutMessages(copy)
}

function collectionsOf(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const collection = isObjectType(type) ? collectionOf(type) : undefined
    return isObjectType(type) && collection !== undefined ? [[collection, type] as const] : []
  })
}

/** The texts of misfits are the engine's own. */
function withoutMessages(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  const { $type, value } = node as { $type?: unknown; value?: { code?: unknown } }
  if ($type === 'error') return { $type, value: value?.code === 'BAD_ARGUMENT' ? { code: value.code } : value }
  if ($type !== undefined) return node
  return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, withoutMessages(member)]))
}
