import { type GraphQLObjectType, isObjectType } from 'graphql'
import { Columns, type Demand, Failure, type Id, type List, Reference, type Resolver, Unchecked } from '../../index.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import { argumentOf } from './argument-of.ts'
import { leafText } from './leaf-text.ts'
import type { World } from './random-world.ts'
import {
  type AnyField,
  collectionOf,
  expiresOf,
  hasIntId,
  isAlone,
  isEntity,
  isLeaf,
  isList,
  isPaged,
  isPersonal,
  keyArguments,
  listOfLength,
  namedType,
} from './schema-facts.ts'
import { atomOf, errorOf, missing, nullOf } from './sentinels.ts'

export type Key = string | number | boolean
export interface PathValue {
  readonly path: readonly Key[]
  readonly value: unknown
}

/** A place that a path has come to, and the keys that are left of it. */
interface Item {
  /** An entity's id, or an object in place. */
  readonly owner: unknown
  readonly at: readonly Key[]
  readonly rest: readonly Key[]
}

/** What a field came to for one item. */
interface Come {
  readonly item: Item
  readonly value: unknown
}

/** Answers the paths of one route: resolvers are called once for all of them, as a good author of routes would. */
export class RouteAnswers {
  readonly #world: World
  readonly #collections = new Map<string, GraphQLObjectType>()

  constructor(world: World) {
    this.#world = world
    for (const type of Object.values(world.schema.getTypeMap()))
      if (isObjectType(type) && isEntity(type)) this.#collections.set(String(collectionOf(type)), type)
  }

  async of(paths: readonly (readonly Key[])[]): Promise<readonly PathValue[]> {
    const out: PathValue[] = []
    const type = this.#collections.get(String(paths[0]?.[0]))
    if (type === undefined) {
      const query = this.#world.schema.getQueryType() as GraphQLObjectType
      await this.#fields(
        query,
        paths.map((rest) => ({ owner: undefined, at: [], rest })),
        out,
      )
      return out
    }
    // `[collection][{keys}]` alone: the route of the root for names it does not have.
    const items = paths
      .filter((path) => path.length > 2)
      .flatMap(([head = '', key = '', ...rest]) => this.#named(type, [head, key], rest, out))
    await this.#fields(type, items, out)
    return out
  }

  /** The entity that a key stands for. Where there is none, that is the answer. */
  #named(type: GraphQLObjectType, at: readonly Key[], rest: readonly Key[], out: PathValue[]): readonly Item[] {
    const text = String(at[1])
    const id = hasIntId(type) ? Number(text) : text
    const answer = (value: unknown) => {
      out.push({ path: at, value })
      return []
    }
    if (typeof id === 'number' && (!Number.isInteger(id) || String(id) !== text)) return answer(missing)
    const status = this.#world.data.status(type.name, id)
    if (status === 'forbidden') return answer(errorOf(new Failure('FORBIDDEN', 'Not yours')))
    return [{ owner: id, at, rest }]
  }

  async #fields(type: GraphQLObjectType, items: readonly Item[], out: PathValue[]): Promise<void> {
    const own: PathValue[] = []
    const byField = new Map<AnyField, Item[]>()
    for (const { owner, at, rest } of items) {
      const [name = '', ...left] = rest
      const item: Item = { owner, at: [...at, name], rest: left }
      const field = type.getFields()[String(name)]
      if (field !== undefined) byField.set(field, [...(byField.get(field) ?? []), item])
      else own.push({ path: item.at, value: name === '__typename' ? type.name : missing })
    }
    const gone = await this.#loaded(
      type,
      items,
      [...byField].filter(([field]) => isLoaded(type, field)),
      own,
    )
    const isMissing = ({ owner }: Item) => gone.has(owner)
    for (const [field, some] of byField) if (!isLoaded(type, field)) await this.#called(type, field, some, own)
    for (const item of items) if (isMissing(item)) out.push({ path: item.at, value: null })
    out.push(...own.filter(({ path }) => !items.some((item) => isMissing(item) && item.at.every((key, index) => path[index] === key))))
  }

  /** Writes loaded fields, and gives the ids that do not exist. A route cannot know who named an id, so each is asked for. */
  async #loaded(
    type: GraphQLObjectType,
    all: readonly Item[],
    fields: readonly (readonly [AnyField, readonly Item[]])[],
    out: PathValue[],
  ): Promise<ReadonlySet<unknown>> {
    const gone = new Set<unknown>()
    const proof = this.#resolver(type).load === undefined
    const rows = new Map<boolean, ReadonlyMap<unknown, unknown>>()
    for (const personal of isEntity(type) ? [false, true] : []) {
      const some = fields.filter(([field]) => field.name !== 'id' && isPersonal(type, field) === personal)
      const wanted = personal === proof ? all : some.flatMap(([, items]) => items)
      const ids = [...new Set(wanted.map(({ owner }) => owner as Id))]
      if (ids.length === 0) continue
      const loaded = await this.#load(
        type,
        personal,
        ids,
        some.map(([{ name }]) => name),
      )
      rows.set(personal, loaded)
      if (personal === proof) for (const id of ids) if (loaded.get(id) === null) gone.add(id)
    }
    for (const [field, items] of fields) {
      const come = items.map((item): Come => {
        if (!isEntity(type)) return { item, value: (item.owner as Record<string, unknown>)[field.name] ?? null }
        if (field.name === 'id') return { item, value: item.owner }
        const row = rows.get(isPersonal(type, field))?.get(item.owner)
        return { item, value: row instanceof Failure ? row : ((row as Record<string, unknown> | null)?.[field.name] ?? null) }
      })
      await this.#write(type, field, come, out)
    }
    return gone
  }

  async #load(
    type: GraphQLObjectType,
    personal: boolean,
    ids: readonly Id[],
    names: readonly string[],
  ): Promise<ReadonlyMap<unknown, unknown>> {
    const resolver = this.#resolver(type)
    const load = personal ? resolver.loadPersonal : resolver.load
    const rows = new Map<unknown, unknown>()
    const most = resolver.maxBatch ?? ids.length
    for (let start = 0; start < ids.length; start += most) {
      const chunk = ids.slice(start, start + most)
      const answer = await load?.(chunk, names, {})
      for (const [index, id] of chunk.entries())
        rows.set(
          id,
          answer instanceof Columns
            ? answer.missing?.[index] === true
              ? null
              : Object.fromEntries(names.map((name) => [name, answer.columns[name]?.[index]]))
            : answer?.[index],
        )
    }
    return rows
  }

  async #called(type: GraphQLObjectType, field: AnyField, items: readonly Item[], out: PathValue[]): Promise<void> {
    const list = listOfLength(type, field) ?? field
    const demands = new Map<string, { demand: Demand; indices: Set<number>; items: Item[] }>()
    const owners: unknown[] = []
    for (const { owner, at, rest } of items) {
      const args: Record<string, unknown> = {}
      const asked = keyArguments(field)
      const bad = asked.findIndex((argument, index) => {
        const value = argumentOf(argument, String(rest[index]))
        if (value instanceof Failure) return true
        if (value !== undefined) args[argument.name] = value
        return false
      })
      if (bad >= 0) {
        out.push({ path: [...at, ...rest.slice(0, bad + 1)], value: errorOf(new Failure('BAD_ARGUMENT', 'It does not fit')) })
        continue
      }
      if (!owners.includes(owner)) owners.push(owner)
      const key = `${owners.indexOf(owner)} ${canonicalJson(args)}`
      const demand = demands.get(key) ?? { demand: { id: owner, args }, indices: new Set(), items: [] }
      demands.set(key, demand)
      const item = { owner, at: [...at, ...rest.slice(0, asked.length)], rest: rest.slice(asked.length) }
      demand.items.push(item)
      if (isPaged(field) && isIndex(item.rest[0])) demand.indices.add(Number(item.rest[0]))
    }
    if (demands.size === 0) return
    const sent = [...demands.values()].map(({ demand, indices }) => (isPaged(list) ? { ...demand, ranges: rangesOf(indices) } : demand))
    const answers = (await this.#resolver(type).fields?.[list.name]?.(sent, {})) ?? []
    const come = [...demands.values()].flatMap((one, index) => one.items.map((item): Come => ({ item, value: answers[index] ?? null })))
    await this.#write(type, field, come, out)
  }

  /** Writes what a field came to, and goes on into objects in place. */
  async #write(type: GraphQLObjectType, field: AnyField, come: readonly Come[], out: PathValue[]): Promise<void> {
    const expires = expiresOf(type, field)
    const target = namedType(field)
    const inPlace: Item[] = []
    const single = ({ at, rest }: Item, value: unknown) => {
      const put = (written: unknown) => void out.push({ path: at, value: written })
      if (value instanceof Failure) return put(errorOf(value))
      if (isLeaf(field)) return put(leafText(field, value, expires))
      if (value === null || value === undefined) return put(isPromised(field) ? errorOf(noValue) : nullOf(expires))
      if (isObjectType(target) && !isEntity(target)) return void inPlace.push({ owner: value, at, rest })
      const { type: name, id } =
        value instanceof Reference ? value : { type: target.name, id: value instanceof Unchecked ? value.id : value }
      const of = this.#world.schema.getType(name) as GraphQLObjectType
      put({ ...(expires === undefined ? {} : { $expires: expires }), $type: 'ref', value: [collectionOf(of), id] })
    }
    for (const { item, value } of come) {
      if (listOfLength(type, field) !== undefined) {
        out.push({ path: item.at, value: value instanceof Failure ? errorOf(value) : atomOf((value as List).length, expires) })
        continue
      }
      if (!isList(field) || (isLeaf(field) && !isPaged(field))) {
        single(item, value)
        continue
      }
      const [index = '', ...rest] = item.rest
      const at = [...item.at, index]
      const list = listOf(field, value)
      if (list === null) out.push({ path: item.at, value: isPromisedList(field) ? errorOf(noValue) : nullOf(expires) })
      else if (index === 'length') out.push({ path: at, value: list instanceof Failure ? errorOf(list) : atomOf(list.length, expires) })
      else if (!isIndex(index)) out.push({ path: at, value: missing })
      else if (list instanceof Failure) out.push({ path: at, value: errorOf(list) })
      else if (Number(index) >= list.length) out.push({ path: at, value: missing })
      else single({ owner: undefined, at, rest }, list.at(Number(index)))
    }
    if (inPlace.length > 0) await this.#fields(target as GraphQLObjectType, inPlace, out)
  }

  #resolver({ name }: GraphQLObjectType): Resolver<object, object> {
    return this.#world.resolvers.types[name] ?? {}
  }
}

const noValue = new Failure('NULL_VALUE', 'No value where the schema promises one')
const badValue = new Failure('BAD_VALUE', 'The value is not of the type that the schema says')

const isLoaded = (type: GraphQLObjectType, field: AnyField) => !isAlone(type, field) && listOfLength(type, field) === undefined
const isIndex = (key: Key | undefined) => /^(?:0|[1-9]\d*)$/.test(String(key))

/** Whether what stands at the end of the field is promised: the item of a list, else the field itself. */
function isPromised(field: AnyField): boolean {
  const text = String(field.type)
  return isList(field) ? text.includes('!]') : text.endsWith('!')
}

const isPromisedList = (field: AnyField) => String(field.type).endsWith('!')

function listOf(field: AnyField, value: unknown): { readonly length: number; at(index: number): unknown } | Failure | null {
  if (value === null || value === undefined || value instanceof Failure) return value ?? null
  if (!isPaged(field)) return Array.isArray(value) ? { length: value.length, at: (index) => value[index] ?? null } : badValue
  const { length, slices } = value as List
  const at = (index: number) => {
    const slice = slices.find(({ offset, values }) => index >= offset && index < offset + values.length)
    return slice?.values[index - slice.offset] ?? null
  }
  return { length, at }
}

function rangesOf(indices: ReadonlySet<number>): readonly { offset: number; limit: number }[] {
  const ranges: { offset: number; limit: number }[] = []
  for (const index of [...indices].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last.offset + last.limit === index) last.limit++
    else ranges.push({ offset: index, limit: 1 })
  }
  return ranges
}
