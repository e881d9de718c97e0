import { parse } from 'graphql/language'
import { edgeLimits } from '../../edge/config/limits.ts'
import type { GraphqlOptions } from '../../edge/endpoints/graphql.ts'
import { checkDocument } from '../../graph/index.ts'
import { sdl } from '../graph/homepage-schema.ts'
import { type MarqueeOptions, marquee } from '../graph/marquee.ts'
import { pageFor } from '../graphql/page.ts'

/** What the edge's own endpoints need to answer from the pages: the real engine, in the place of origins the loaders of the request's page. */
export function graphqlOptions(options: MarqueeOptions = {}): GraphqlOptions {
  const graph = marquee(options)
  return {
    // Endpoints hand contexts through from request to graph, and here both are of another kind.
    graph: graph as unknown as GraphqlOptions['graph'],
    schema: parse(sdl),
    checkDocument: (document) => checkDocument(document, graph.limits),
    limits: edgeLimits,
    local: true,
    graphRequest({ request, signal }) {
      const loaders = pageFor(request)
      const contexts = () => ({ open: loaders, personal: loaders })
      return { signal, contexts, showBugs: true } as unknown as ReturnType<GraphqlOptions['graphRequest']>
    },
    answerOnce: (_exchange, write) => write.answer(),
  }
}
