import { readFileSync } from 'node:fs'
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql'

const file = new URL('../resolvers/schema.graphql', import.meta.url)

/** The schema as it is published: read, not imported, as any client could. */
export const schema: GraphQLSchema = buildASTSchema(parse(readFileSync(file, 'utf8')), { assumeValidSDL: true })
