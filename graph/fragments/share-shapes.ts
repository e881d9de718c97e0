import type { DocumentPlan } from '../plan/plan-document.ts'
import type { Selection } from '../plan/selection.ts'
import type { Shape, Shapes } from '../plan/shape.ts'
import type { FragmentStore } from './fragment-store.ts'
import { shareableFor } from './shareable.ts'
import { Sharing } from './sharing.ts'

/** The shape that each shareable selection of a plan is written in, as text; the same for every operation of that plan. */
const written = new WeakMap<DocumentPlan, ReadonlyMap<Selection, { readonly shape: string; readonly seconds: number }>>()

/** Fragments for GraphQL: an entity as it stands in a list, in the one shape that its selection is written in. */
export function shareShapes(store: FragmentStore | undefined, audience: string | undefined, plan: DocumentPlan): Sharing | undefined {
  if (store === undefined || audience === undefined) return undefined
  let shapes = written.get(plan)
  if (shapes === undefined) written.set(plan, (shapes = shapesOf(plan)))
  return new Sharing(store, (selection) => {
    const found = shapes.get(selection)
    return (
      found && {
        shelf: store.shelf(selection.type.entity?.collection ?? '', JSON.stringify([audience, 'shape', found.shape])),
        lifeMs: found.seconds * 1000,
      }
    )
  })
}

function shapesOf({ entityShapes, compiler }: DocumentPlan): ReadonlyMap<Selection, { shape: string; seconds: number }> {
  const shapes = new Map<Selection, { shape: string; seconds: number }>()
  const ambiguous = new Set<Selection>()
  // All of them first: whether a selection is the only one of its type is not known before the last is compiled.
  const compiled = entityShapes.map(({ wish, shape }) => ({ wish, shape, selection: compiler.compile(wish) }))
  for (const { wish, shape, selection } of compiled) {
    const seconds = shareableFor(wish)
    if (seconds === undefined || ambiguous.has(selection) || !compiler.isOnly(selection)) continue
    const text = `${compiler.signature(selection)} ${textOf(shape)}`
    if (shapes.has(selection) && shapes.get(selection)?.shape !== text) {
      shapes.delete(selection)
      ambiguous.add(selection)
    } else shapes.set(selection, { shape: text, seconds })
  }
  return shapes
}

function textOf(shape: Shape): string {
  const members = shape.members.map(
    ({ name, field, slot, offset, limit, child, node }) =>
      `${name}:${field?.name ?? node.name.value}/${slot}/${offset}+${limit}${child === undefined ? '' : childText(child)}`,
  )
  return `${shape.type.name}{${members.join()}}`
}

function childText(child: Shapes): string {
  return [...child.values()].map(textOf).join('|')
}
