import type { EntityType, Field } from '../model/model.ts'
import type { Range } from './key-set.ts'
import type { Plan } from './plan.ts'
import { BadArgument, type FieldWish, type Target, Wish } from './wish.ts'

/** `discreet`: without what is somebody's own. Texts of arguments, keys that no type has and ids of what not everybody may see are counted. */
export type Telling = 'all' | 'discreet'

/**
 * A plan as lines that people read: what is wanted of `Query`, then of entities that the device named, each level two spaces further in.
 * `load`, `function` and `personal` say what will be called for it; a field without a word needs no call.
 */
export function printPlan(plan: Plan, telling: Telling = 'all'): readonly string[] {
  const lines: string[] = []
  if (plan.query.fields.size + plan.query.unknown.size > 0 || plan.query.typename) {
    lines.push('Query')
    printWish(plan.query, '  ', lines, telling)
  }
  for (const [type, { branches, missing }] of plan.collections) {
    for (const { ranges, names, wish } of branches) {
      lines.push(`${type.name} ${idsText(type, ranges, names, telling)}`)
      printWish(wish, '  ', lines, telling)
    }
    if (missing.size > 0) lines.push(`${type.name} has no ids like ${telling === 'all' ? [...missing].join(', ') : missing.size}`)
  }
  return lines
}

/** Ids as they are where everybody may see what they name, and they are numbers; else how many. */
function idsText({ fields }: EntityType, ranges: readonly Range[], names: Iterable<string>, telling: Telling): string {
  const known = [...names]
  const isPublic = known.length === 0 && [...fields.values()].some(({ cache }) => cache?.scope === 'PUBLIC')
  if (telling === 'discreet' && !isPublic) return `(${ranges.reduce((count, { from, to }) => count + to - from + 1, known.length)} of them)`
  return [rangesText(ranges), ...known].filter((part) => part !== '').join(', ')
}

function printWish(wish: Wish, indent: string, lines: string[], telling: Telling): void {
  if (wish.typename) lines.push(`${indent}__typename`)
  for (const variants of wish.fields.values()) for (const one of variants.values()) printField(wish, one, indent, lines, telling)
  printUnknown(wish.unknown, indent, lines, telling)
}

function printUnknown(keys: ReadonlySet<string>, start: string, lines: string[], telling: Telling): void {
  if (telling === 'all') for (const key of keys) lines.push(`${start}${key}: no such key`)
  else if (keys.size > 0) lines.push(`${start}(${keys.size} more): no such key`)
}

function printField(owner: Wish, wish: FieldWish, indent: string, lines: string[], telling: Telling): void {
  const { field, args, child, branches, wantsLength, unknown } = wish
  const head = `${indent}${field.name}`
  if (args instanceof BadArgument) {
    lines.push(`${head}: ${telling === 'all' ? args.message : 'an argument that does not fit'}`)
    return
  }
  const asked = Object.entries(args).map(
    ([name, value]) => `${name}: ${JSON.stringify(value, telling === 'all' ? undefined : withoutText)}`,
  )
  const called = `${head}${asked.length === 0 ? '' : `(${asked.join(', ')})`}`
  const how = howOf(owner, field)
  if (branches.length === 0 && !wantsLength && unknown.size === 0) lines.push(`${called}${arrow(child)}${how}`)
  if (wantsLength) lines.push(`${called}.length${how}`)
  printUnknown(unknown, `${called}.`, lines, telling)
  if (child !== undefined) printTarget(child, `${indent}  `, lines, telling)
  for (const { ranges, child: item } of branches) {
    lines.push(`${called}[${rangesText(ranges)}]${arrow(item)}${how}`)
    if (item !== undefined) printTarget(item, `${indent}  `, lines, telling)
  }
}

/** For `JSON.stringify`: numbers and truths stay, what a device wrote itself does not. */
const withoutText = (_key: string, value: unknown) =>
  typeof value === 'string' ? '…' : typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value

function howOf({ type }: Wish, field: Field): string {
  const words = [...(field.source === 'load' ? (type.entity !== undefined && field.name !== 'id' ? ['load'] : []) : ['function'])]
  if (field.personal) words.push('personal')
  return words.length === 0 ? '' : `  (${words.join(', ')})`
}

function arrow(target: Target | undefined): string {
  return target === undefined ? '' : ` → ${target.type.name}`
}

function printTarget(target: Target, indent: string, lines: string[], telling: Telling): void {
  if (target instanceof Wish) printWish(target, indent, lines, telling)
  else {
    for (const wish of target.members.values()) {
      lines.push(`${indent}${wish.type.name}`)
      printWish(wish, `${indent}  `, lines, telling)
    }
  }
}

function rangesText(ranges: readonly Range[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}..${to}`)).join(', ')
}
