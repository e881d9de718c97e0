import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaText, schemaTextFile } from './generate/schema-text.ts'
import { workerTypesArgs, workerTypesFile } from './generate/worker-types.ts'
import { projectRoot, runWrangler } from './wrangler.ts'

/** `npm run generate`: writes the files that follow from others. `npm run check` compares them. */
writeFileSync(join(projectRoot, schemaTextFile), schemaText(projectRoot))
console.log(`Wrote ${schemaTextFile}`)
const { code, output } = await runWrangler(workerTypesArgs())
console.log(code === 0 ? `Wrote ${workerTypesFile}` : output.trim())
process.exitCode = code
