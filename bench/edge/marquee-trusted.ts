import { graphqlEndpoint } from '../../edge/endpoints/graphql.ts'
import { type Context, serve } from '../../edge/serve.ts'
import { bareEdge } from './bare-edge.ts'
import { graphqlOptions } from './graphql-options.ts'

/** A trusted document by its id, the way it takes through the edge: strict reading and the engine, no parser and no validator. */
const edge = bareEdge(graphqlEndpoint(graphqlOptions()))

export default { fetch: (request: Request, _env: unknown, context: Context) => serve(edge, request, context) }
