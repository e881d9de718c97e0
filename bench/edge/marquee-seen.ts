import { graphqlEndpoint } from '../../edge/endpoints/graphql.ts'
import { type Context, serve } from '../../edge/serve.ts'
import { bareEdge } from './bare-edge.ts'
import { graphqlOptions } from './graphql-options.ts'

/** A trusted document where the films are known as fragments, and the page is new each time. */
const edge = bareEdge(graphqlEndpoint(graphqlOptions({ fragments: { maxBytes: 64 * 1_024 * 1_024, now: () => Date.now() } })))

export default { fetch: (request: Request, _env: unknown, context: Context) => serve(edge, request, context) }
