import { byCodeUnit } from '../model/canonical-json.ts'
import type { Field } from '../model/model.ts'
import type { Range } from '../plan/key-set.ts'
import { BadArgument, type Branch, type FieldWish, mergeTarget, type Target, Wish } from '../plan/wish.ts'
import { byKey } from './key-order.ts'
import { quote } from './quote.ts'

/** A wish prepared for writing as JSON Graph: its members in their order, with all text that does not depend on values. */
export interface Layout {
  readonly members: readonly Member[]
}

/** `key` is the text before the value: a brace or comma, the quoted key, a colon. */
export type Member = { readonly name: string } & (
  | { readonly kind: 'typename'; readonly key: string }
  /** A key that the type does not have. */
  | { readonly kind: 'missing'; readonly key: string }
  /** A loaded leaf; `open` and `close` go around its JSON. */
  | { readonly kind: 'leaf'; readonly key: string; readonly field: Field; readonly open: string; readonly close: string }
  /** A field without arguments. */
  | { readonly kind: 'field'; readonly key: string; readonly wish: FieldWish; readonly segments: readonly Segment[] }
  /** A field below the keys of its arguments. */
  | { readonly kind: 'arguments'; readonly key: string; readonly keys: ArgumentKeys }
)

/** The keys of one argument, each with what stands below it. */
export type ArgumentKeys = readonly { readonly key: string; readonly below: ArgumentKeys | Answer }[]

/** What stands below all arguments. */
export interface Answer {
  readonly wish: FieldWish
  readonly segments: readonly Segment[]
}

/** The layout of a wish that grows no more. */
export function makeLayout(wish: Wish): Layout {
  const names = [...wish.unknown, ...wish.fields.keys()]
  if (wish.typename) names.push('__typename')
  names.sort(byCodeUnit)
  return { members: names.map((name, index) => makeMember(wish, name, `${index === 0 ? '{' : ','}${quote(name)}:`)) }
}

function makeMember(wish: Wish, name: string, key: string): Member {
  const variants = wish.fields.get(name)
  if (variants === undefined) return { name, kind: name === '__typename' ? 'typename' : 'missing', key }
  const [one] = variants.values()
  if (one === undefined) return { name, kind: 'missing', key }
  const { field } = one
  if (field.args.length > 0) return { name, kind: 'arguments', key, keys: argumentKeys([...variants.values()], 0) }
  if (field.source !== 'load' || field.type.kind !== 'leaf') return { name, kind: 'field', key, wish: one, segments: makeSegments(one) }
  const { open, close } = atomText(field)
  return { name, kind: 'leaf', key, field, open, close }
}

function argumentKeys(wishes: readonly FieldWish[], depth: number): ArgumentKeys {
  const groups = new Map<string, FieldWish[]>()
  for (const wish of wishes) {
    const key = String(wish.keys[depth])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [wish])
    else group.push(wish)
  }
  const below = (group: FieldWish[]) => {
    // Null and the text "null" are one key of an answer: an error that stands there is not written into.
    const [first] = group as [FieldWish]
    const bad = group.find(({ args }) => args instanceof BadArgument && args.at === depth)
    const last = bad ?? (first.keys.length === depth + 1 ? first : undefined)
    return last === undefined ? argumentKeys(group, depth + 1) : { wish: last, segments: makeSegments(last) }
  }
  return [...groups].sort(([a], [b]) => byKey(a, b)).map(([key, group]) => ({ key, below: below(group) }))
}

/** What goes around the JSON of a value of this field. A value without a life of its own stands bare unless it is structured. */
export function atomText({ expires, list, type }: Field): { open: string; close: string } {
  if (expires !== undefined) return { open: `{"$expires":${expires},"$type":"atom","value":`, close: '}' }
  const structured = list === 'atom' || (type.kind === 'leaf' && type.leaf === 'custom')
  return structured ? { open: '{"$type":"atom","value":', close: '}' } : { open: '', close: '' }
}

/** Indices of a list, ascending and apart, and what is wanted of each item. */
export interface Segment extends Range {
  readonly child: Target | undefined
}

/** The indices of a list in their order. Where several branches want objects in place, each index wants what any of them does. */
function makeSegments(wish: FieldWish): readonly Segment[] {
  const [only] = wish.branches
  if (wish.branches.length === 1 && only !== undefined) return only.ranges.map((range) => ({ ...range, child: only.child }))
  const inPlace = wish.field.type.kind === 'object' && wish.field.type.entity === undefined
  if (!inPlace) return wish.ranges.map((range) => ({ ...range, child: undefined }))
  const bounds = new Set(wish.branches.flatMap(({ ranges }) => ranges.flatMap(({ from, to }) => [from, to + 1])))
  const sorted = [...bounds].sort((a, b) => a - b)
  return sorted.flatMap((from, index) => {
    const to = (sorted[index + 1] ?? from) - 1
    const covering = wish.branches.filter((branch) => branch.ranges.some((range) => range.from <= from && range.to >= to))
    return covering.length === 0 || to < from ? [] : [{ from, to, child: union(covering, wish.field) }]
  })
}

function union(branches: readonly Branch[], field: Field): Target | undefined {
  if (field.type.kind !== 'object') return undefined
  const target = new Wish(field.type)
  for (const { child } of branches) if (child !== undefined) mergeTarget(target, child)
  return target
}
