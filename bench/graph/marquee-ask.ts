import { parse } from 'graphql/language'
import type { Graph } from '../../graph/index.ts'
import { bodyOf } from './body-of.ts'
import type { Language } from './case.ts'
import { documentOf, type Loaders, pathSets, type Size } from './homepage.ts'

/** Asks the engine for the homepage, each time with new contexts. Unless `planned`, it plans each time: the document is a new one. Fragments are shared within an `audience`. */
export function askMarquee(
  graph: Graph<Loaders, Loaders>,
  language: Language,
  size: Size,
  { planned = false, audience }: { readonly planned?: boolean; readonly audience?: string } = {},
): (loaders: Loaders) => Promise<Uint8Array> {
  const request = (loaders: Loaders) => ({ contexts: () => ({ open: loaders, personal: loaders }), showBugs: false, audience })
  if (language === 'falcor') {
    const paths = pathSets(size)
    return async (loaders) => bodyOf(await graph.get(paths, request(loaders)))
  }
  const document = parse(documentOf(size))
  return async (loaders) => bodyOf(await graph.execute({ document: planned ? document : { ...document } }, request(loaders)))
}
