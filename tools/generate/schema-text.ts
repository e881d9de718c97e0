import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The module that holds the schema's text, by path from the root. */
export const schemaTextFile = 'resolvers/schema-text.ts'

/** What stands in it: the schema as a string, since importing code is all that Node, workerd and the bundler agree on. */
export function schemaText(root: string): string {
  const escaped = readFileSync(join(root, 'resolvers/schema.graphql'), 'utf8').replace(/\\|`|\$\{/g, '\\$&')
  return `/** The text of \`schema.graphql\`; \`npm run generate\` writes it. */\nexport const schema = \`${escaped}\`\n`
}
