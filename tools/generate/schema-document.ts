import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'graphql'

/** The module that holds the schema's syntax tree, by path from the root. */
export const schemaDocumentFile = 'resolvers/schema-document.ts'

/** What stands in it: the parsed schema as JSON, so that no worker carries a parser to start with. Its text is where people read it. */
export function schemaDocument(root: string): string {
  const document = parse(readFileSync(join(root, 'resolvers/schema.graphql'), 'utf8'), { noLocation: true })
  const json = JSON.stringify(document).replace(/[\\']/g, '\\$&')
  return `import type { DocumentNode } from '../graph/index.ts'

/** The syntax tree of \`schema.graphql\`; \`npm run generate\` writes it. */
export const schema: DocumentNode = JSON.parse(
  '${json}',
)
`
}
