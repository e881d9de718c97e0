import type { Field, ObjectType } from '../model/model.ts'
import type { Range } from './key-set.ts'
import { AbstractWish, BadArgument, type FieldWish, mergeWish, rangesKey, type Target, Wish } from './wish.ts'

/** A wish compiled for running: what to load, what to call, where to go on. Equal wishes of one operation share one selection. */
export interface Selection {
  readonly type: ObjectType
  readonly wish: Wish
  /** Fields for `load` and for `loadPersonal`. */
  readonly plain: readonly string[]
  readonly personal: readonly string[]
  /** Loaded fields that lead on to other objects. */
  readonly steps: readonly Step[]
  /** Fields with a function of their own. */
  readonly calls: readonly CallStep[]
  /** Nothing is left to run: all that is wanted stands in the record. */
  readonly idle: boolean
  /** Nothing is wanted but leaves of a load that is the same for everybody, and nobody is refused. */
  readonly leavesOnly: boolean
}

/** A field whose value leads on. */
export interface Step {
  readonly field: Field
  readonly child: Selected | undefined
  readonly branches: readonly { readonly ranges: readonly Range[]; readonly child: Selected }[]
}

export interface CallStep extends Step {
  /** Where the answer stands in an entry; the same for equal arguments. */
  readonly slot: number
  readonly args: Readonly<Record<string, unknown>>
  /** All indices wanted of a paged list. */
  readonly ranges: readonly Range[]
}

/** What is wanted of a target, by its concrete type. */
export type Selected = ReadonlyMap<ObjectType, Selection>

/** Compiles the wishes of one operation. */
export class SelectionCompiler {
  readonly #compiled = new Map<Wish, Selection>()
  readonly #selections = new Map<ObjectType, Selection[]>()
  readonly #signatures = new Map<Selection, string>()
  readonly #slots = new Map<ObjectType, Map<string, number>>()
  readonly #unions = new Map<Selection, Map<Selection, Selection>>()

  compile(wish: Wish): Selection {
    let selection = this.#compiled.get(wish)
    if (selection === undefined) this.#compiled.set(wish, (selection = this.#equal(wish) ?? this.#build(wish)))
    return selection
  }

  /** Whether all that is wanted of this type anywhere is this selection. */
  isOnly(selection: Selection): boolean {
    return this.#selections.get(selection.type)?.length === 1
  }

  /** The same text for selections that want the same, in any operation. */
  signature(selection: Selection): string {
    return this.#signature(selection)
  }

  /** The selection of an equal wish, where there is one. Most types are wanted in one way only and need no comparing. */
  #equal(wish: Wish): Selection | undefined {
    const others = this.#selections.get(wish.type)
    if (others === undefined) return undefined
    const signature = signatureOf(wish)
    return others.find((other) => this.#signature(other) === signature)
  }

  #signature(selection: Selection): string {
    let signature = this.#signatures.get(selection)
    if (signature === undefined) this.#signatures.set(selection, (signature = signatureOf(selection.wish)))
    return signature
  }

  /** The selection that wants what either does; `a` itself where `b` adds nothing. */
  union(a: Selection, b: Selection): Selection {
    if (a === b) return a
    let unions = this.#unions.get(a)
    if (unions === undefined) this.#unions.set(a, (unions = new Map()))
    let union = unions.get(b)
    if (union === undefined) {
      const wish = new Wish(a.type)
      mergeWish(wish, a.wish)
      mergeWish(wish, b.wish)
      unions.set(b, (union = this.compile(wish)))
    }
    return union
  }

  /** Where the answer of a field with these arguments stands in an entry. */
  slot(type: ObjectType, field: Field, argsKey: string): number {
    let slots = this.#slots.get(type)
    if (slots === undefined) this.#slots.set(type, (slots = new Map()))
    const key = `${field.name}(${argsKey})`
    let slot = slots.get(key)
    if (slot === undefined) slots.set(key, (slot = slots.size))
    return slot
  }

  #build(wish: Wish): Selection {
    const { type } = wish
    const loads = type.entity !== undefined
    const plain: string[] = []
    const personal: string[] = []
    const steps: Step[] = []
    const calls: CallStep[] = []
    for (const variants of wish.fields.values()) {
      for (const one of variants.values()) {
        const { field } = one
        if (one.args instanceof BadArgument) continue
        if (field.source === 'load') {
          if (loads && field.name !== 'id') (field.personal ? personal : plain).push(field.name)
          const step = this.#step(one)
          if (step !== undefined) steps.push(step)
        } else {
          const called = field.lengthOf ?? field
          const { child, branches } = this.#step(one) ?? { child: undefined, branches: [] }
          calls.push({ field: called, slot: this.slot(type, called, one.argsKey), args: one.args, ranges: one.ranges, child, branches })
        }
      }
    }
    plain.sort()
    personal.sort()
    const leavesOnly =
      plain.length > 0 &&
      personal.length === 0 &&
      type.resolver.permit === undefined &&
      [...wish.fields.keys()].every((name) => isLoadedLeaf(type, name))
    const idle = !loads && steps.length === 0 && calls.length === 0
    const selection: Selection = { type, wish, plain, personal, steps, calls, idle, leavesOnly }
    const others = this.#selections.get(type)
    if (others === undefined) this.#selections.set(type, [selection])
    else others.push(selection)
    return selection
  }

  /** Where a field leads, or undefined where nothing below it needs running. */
  #step(wish: FieldWish): Step | undefined {
    const child = wish.child && this.selected(wish.child)
    const branches = wish.branches.flatMap(({ ranges, child: target }) => {
      const selected = target && this.selected(target)
      return selected === undefined ? [] : [{ ranges, child: selected }]
    })
    return child === undefined && branches.length === 0 ? undefined : { field: wish.field, child, branches }
  }

  /** A target compiled; undefined where nothing below it needs running. */
  selected(target: Target): Selected | undefined {
    const selected = new Map<ObjectType, Selection>()
    for (const wish of target instanceof AbstractWish ? target.members.values() : [target]) {
      const selection = this.compile(wish)
      if (!selection.idle) selected.set(wish.type, selection)
    }
    return selected.size === 0 ? undefined : selected
  }
}

function isLoadedLeaf({ fields }: ObjectType, name: string): boolean {
  const field = fields.get(name)
  return field?.source === 'load' && field.type.kind === 'leaf'
}

/** The same text for wishes that want the same, in whichever order they grew. */
function signatureOf(wish: Wish): string {
  const parts: string[] = []
  if (wish.typename) parts.push('__typename')
  for (const key of wish.unknown) parts.push(`?${JSON.stringify(key)}`)
  for (const variants of wish.fields.values()) {
    for (const [key, one] of variants) {
      const list = one.branches.map((branch) => `${rangesKey(branch.ranges)}${targetSignature(branch.child)}`).sort()
      const rest = `${one.wantsLength ? '#' : ''}${[...one.unknown].sort().map((name) => `?${JSON.stringify(name)}`)}`
      parts.push(`${one.field.name}(${key})${rest}${targetSignature(one.child)}[${list.join('|')}]`)
    }
  }
  return `${wish.type.name}{${parts.sort().join(',')}}`
}

function targetSignature(target: Target | undefined): string {
  if (target === undefined) return ''
  return target instanceof Wish ? signatureOf(target) : [...target.members.values()].map(signatureOf).join('/')
}
