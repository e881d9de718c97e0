import type { Field } from '../model/model.ts'
import type { Range } from './key-set.ts'
import type { Plan } from './plan.ts'
import { BadArgument, type FieldWish, type Target, Wish } from './wish.ts'

/**
 * A plan as lines that people read: what is wanted of `Query`, then of entities that the device named, each level two spaces further in.
 * `load`, `function` and `personal` say what will be called for it; a field without a word needs no call.
 */
export function printPlan(plan: Plan): readonly string[] {
  const lines: string[] = []
  if (plan.query.fields.size + plan.query.unknown.size > 0 || plan.query.typename) {
    lines.push('Query')
    printWish(plan.query, '  ', lines)
  }
  for (const [type, { branches, missing }] of plan.collections) {
    for (const { ranges, names, wish } of branches) {
      lines.push(`${type.name} ${[rangesText(ranges), ...names].filter((part) => part !== '').join(', ')}`)
      printWish(wish, '  ', lines)
    }
    if (missing.size > 0) lines.push(`${type.name} has no ids like ${[...missing].join(', ')}`)
  }
  return lines
}

function printWish(wish: Wish, indent: string, lines: string[]): void {
  if (wish.typename) lines.push(`${indent}__typename`)
  for (const variants of wish.fields.values()) for (const one of variants.values()) printField(wish, one, indent, lines)
  for (const key of wish.unknown) lines.push(`${indent}${key}: no such key`)
}

function printField(owner: Wish, wish: FieldWish, indent: string, lines: string[]): void {
  const { field, args, child, branches, wantsLength, unknown } = wish
  const head = `${indent}${field.name}`
  if (args instanceof BadArgument) {
    lines.push(`${head}: ${args.message}`)
    return
  }
  const asked = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  const called = `${head}${asked.length === 0 ? '' : `(${asked.join(', ')})`}`
  const how = howOf(owner, field)
  if (branches.length === 0 && !wantsLength && unknown.size === 0) lines.push(`${called}${arrow(child)}${how}`)
  if (wantsLength) lines.push(`${called}.length${how}`)
  for (const key of unknown) lines.push(`${called}.${key}: no such key`)
  if (child !== undefined) printTarget(child, `${indent}  `, lines)
  for (const { ranges, child: item } of branches) {
    lines.push(`${called}[${rangesText(ranges)}]${arrow(item)}${how}`)
    if (item !== undefined) printTarget(item, `${indent}  `, lines)
  }
}

function howOf({ type }: Wish, field: Field): string {
  const words = [...(field.source === 'load' ? (type.entity !== undefined && field.name !== 'id' ? ['load'] : []) : ['function'])]
  if (field.personal) words.push('personal')
  return words.length === 0 ? '' : `  (${words.join(', ')})`
}

function arrow(target: Target | undefined): string {
  return target === undefined ? '' : ` → ${target.type.name}`
}

function printTarget(target: Target, indent: string, lines: string[]): void {
  if (target instanceof Wish) printWish(target, indent, lines)
  else {
    for (const wish of target.members.values()) {
      lines.push(`${indent}${wish.type.name}`)
      printWish(wish, `${indent}  `, lines)
    }
  }
}

function rangesText(ranges: readonly Range[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}..${to}`)).join(', ')
}
