import { SchemaError } from '../model/compile-model.ts'
import type { Model } from '../model/model.ts'
import type { MountSource } from './data-source.ts'

/** What is mounted, by the root key it has for itself. */
export type Mounts = ReadonlyMap<string, MountSource<never>>

const goodKey = /^(?!__|constructor$|prototype$)[A-Za-z_][\w-]*$/

/** The mounts and one more. Throws a SchemaError for a key that is none, or that something else has. */
export function addMount({ query, collections, mutations }: Model, mounts: Mounts, key: string, source: MountSource<never>): Mounts {
  if (!goodKey.test(key)) throw new SchemaError(`Cannot mount at '${key}': need letters, digits, '_' and '-', and no reserved key`)
  const holder = query.fields.has(key)
    ? 'a field of Query'
    : collections.has(key)
      ? 'a collection'
      : mutations.has(key)
        ? 'a mutation'
        : mounts.has(key)
          ? 'another mount'
          : undefined
  if (holder !== undefined) throw new SchemaError(`Cannot mount at '${key}': ${holder} has this root key`)
  if (typeof source !== 'function' && typeof source?.get !== 'function')
    throw new SchemaError(`Cannot mount at '${key}': need a data source`)
  return new Map(mounts).set(key, source)
}
