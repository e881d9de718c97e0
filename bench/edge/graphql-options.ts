import { parse } from 'graphql/language'
import { edgeLimits } from '../../edge/config/limits.ts'
import type { GraphqlOptions } from '../../edge/endpoints/graphql.ts'
import { answerTrusted } from '../../edge/endpoints/trusted-graphql.ts'
import { createTrustedDocuments } from '../../edge/protocol/trusted-documents.ts'
import { createFieldUsage } from '../../edge/telemetry/field-usage.ts'
import { checkDocument } from '../../graph/index.ts'
import { sdl } from '../graph/homepage-schema.ts'
import { type MarqueeOptions, marquee } from '../graph/marquee.ts'
import { pageFor } from '../graphql/page.ts'
import { noPurges, trustedDocuments } from './trusted-page.ts'

/** What the edge's own endpoints need to answer from the pages: the real engine, in the place of origins the loaders of the request's page. */
export function graphqlOptions(options: MarqueeOptions = {}): GraphqlOptions {
  const own = marquee(options)
  // Endpoints hand contexts through from request to graph, and here both are of another kind.
  const graph = own as unknown as GraphqlOptions['graph']
  const graphRequest: GraphqlOptions['graphRequest'] = ({ request, signal }) => {
    const loaders = pageFor(request)
    const contexts = () => ({ open: loaders, personal: loaders })
    return { signal, contexts, showBugs: true } as unknown as ReturnType<GraphqlOptions['graphRequest']>
  }
  const usage = createFieldUsage(edgeLimits.maxClients, () => Date.now())
  const answerOnce: GraphqlOptions['answerOnce'] = (_exchange, write) => write.answer()
  return {
    graph,
    schema: parse(sdl),
    checkDocument: (document) => checkDocument(document, own.limits),
    limits: edgeLimits,
    local: true,
    graphRequest,
    answerOnce,
    trusted: createTrustedDocuments(trustedDocuments),
    usage,
    answerTrusted: answerTrusted({
      graph,
      graphRequest,
      answerOnce,
      usage,
      purges: noPurges,
      publicAnswers: undefined,
      now: () => Date.now(),
    }),
  }
}
