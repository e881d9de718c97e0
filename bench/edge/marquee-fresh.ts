import { graphqlEndpoint } from '../../edge/endpoints/graphql.ts'
import { type Context, serve } from '../../edge/serve.ts'
import { bareEdge } from './bare-edge.ts'
import { graphqlOptions } from './graphql-options.ts'

/** Any document, the way it takes through the edge: strict reading, graphql-yoga, the engine with the plans of documents it knows. */
const edge = bareEdge(graphqlEndpoint(graphqlOptions()))

export default { fetch: (request: Request, _env: unknown, context: Context) => serve(edge, request, context) }
