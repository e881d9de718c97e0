import type { SelectionCompiler } from '../plan/selection.ts'
import type { FragmentStore } from './fragment-store.ts'
import { shareableFor } from './shareable.ts'
import { Sharing } from './sharing.ts'

/** Fragments for JSON Graph: an entity that is wanted in one way only, with its key, as it stands in its collection. */
export function shareEntities(
  store: FragmentStore | undefined,
  audience: string | undefined,
  compiler: SelectionCompiler,
): Sharing | undefined {
  if (store === undefined || audience === undefined) return undefined
  return new Sharing(store, (selection) => {
    const seconds = compiler.isOnly(selection) && selection.type.entity !== undefined ? shareableFor(selection.wish) : undefined
    return seconds === undefined
      ? undefined
      : {
          shelf: store.shelf(selection.type.entity?.collection ?? '', JSON.stringify([audience, 'graph', compiler.signature(selection)])),
          lifeMs: seconds * 1000,
        }
  })
}
