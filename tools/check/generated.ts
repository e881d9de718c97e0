import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaText, schemaTextFile } from '../generate/schema-text.ts'
import { workerTypesArgs } from '../generate/worker-types.ts'
import { runWrangler } from '../wrangler.ts'
import type { Check } from './check.ts'
import { problemsOf } from './run-command.ts'

/** The generated files are what their sources give: the schema's text, and the types of the bindings. */
export const generated: Check = {
  name: 'generated files',
  run: async (root) => {
    const problems = [...problemsOf(await runWrangler([...workerTypesArgs(), '--check']))]
    if (readFileSync(join(root, schemaTextFile), 'utf8') !== schemaText(root))
      problems.push(`${schemaTextFile} is not the text of schema.graphql`)
    return problems.length > 0 ? [...problems, 'to mend: npm run generate'] : []
  },
}
