import { type DocumentNode, execute, parse, validate } from 'graphql'
import { dataLoaders, executableSchema } from '../../graph/executable-schema.ts'
import { pageFor } from '../page.ts'

const schema = executableSchema()
const documents = new Map<string, DocumentNode>()
const headers = { 'content-type': 'application/json' }

/** The reference implementation with DataLoader and next to no protocol. Documents are parsed and validated once. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { query, variables } = (await request.json()) as { query: string; variables: Record<string, unknown> }
    let document = documents.get(query)
    if (document === undefined) {
      document = parse(query)
      const errors = validate(schema, document)
      if (errors.length > 0) return Response.json({ errors })
      documents.set(query, document)
    }
    const result = await execute({ schema, document, variableValues: variables, contextValue: dataLoaders(pageFor(request)) })
    return new Response(JSON.stringify(result), { headers })
  },
}
