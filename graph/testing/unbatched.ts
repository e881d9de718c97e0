import type { FieldFunction, Resolver, Resolvers } from '../resolver.ts'

/** The same resolvers with batching switched off: each is called for one id and for one demand at a time. */
export function unbatched<open, personal>(resolvers: Resolvers<open, personal>): Resolvers<open, personal> {
  const types = Object.entries(resolvers.types).map(([name, resolver]) => [name, single(resolver)] as const)
  return { ...resolvers, types: Object.fromEntries(types) }
}

function single<open, personal>(resolver: Resolver<open, personal>): Resolver<open, personal> {
  const fields = Object.entries(resolver.fields ?? {}).map(([name, resolve]) => [name, oneByOne(resolve)] as const)
  return { ...resolver, maxBatch: 1, fields: Object.fromEntries(fields) }
}

function oneByOne<context>(resolve: FieldFunction<context>): FieldFunction<context> {
  return async (demands, context) => (await Promise.all(demands.map((demand) => resolve([demand], context)))).flat(1)
}
