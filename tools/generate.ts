import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appDocuments, appDocumentsFile, appNames } from './generate/app-documents.ts'
import { filterLibrary, filterLibraryFile } from './generate/filter-library.ts'
import { kernelModules } from './generate/kernel-modules.ts'
import { sandboxModules, sandboxModulesFile } from './generate/sandbox-modules.ts'
import { schemaDocument, schemaDocumentFile } from './generate/schema-document.ts'
import { trustedDocuments, trustedDocumentsFile } from './generate/trusted-documents.ts'
import { workerTypesArgs, workerTypesFile } from './generate/worker-types.ts'
import { projectRoot, runWrangler } from './wrangler.ts'

/** `npm run generate`: writes the files that follow from others. `npm run check` compares them. */
const write = (file: string, content: string | Uint8Array) => {
  writeFileSync(join(projectRoot, file), content)
  console.log(`Wrote ${file}`)
}

write(schemaDocumentFile, schemaDocument(projectRoot))
for (const app of appNames(projectRoot)) write(appDocumentsFile(app), (await appDocuments(projectRoot, app)).source)
write(trustedDocumentsFile, await trustedDocuments(projectRoot))
write(filterLibraryFile, filterLibrary(projectRoot))
write(sandboxModulesFile, await sandboxModules(projectRoot))
for (const [file, module] of await kernelModules(projectRoot)) write(file, module)
const { code, output } = await runWrangler(workerTypesArgs())
console.log(code === 0 ? `Wrote ${workerTypesFile}` : output.trim())
process.exitCode = code
