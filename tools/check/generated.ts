import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appDocuments, appDocumentsFile, appNames } from '../generate/app-documents.ts'
import { filterLibrary, filterLibraryFile } from '../generate/filter-library.ts'
import { kernelModules } from '../generate/kernel-modules.ts'
import { sandboxModules, sandboxModulesFile } from '../generate/sandbox-modules.ts'
import { schemaDocument, schemaDocumentFile } from '../generate/schema-document.ts'
import { trustedDocuments, trustedDocumentsFile } from '../generate/trusted-documents.ts'
import { workerTypesArgs } from '../generate/worker-types.ts'
import { runWrangler } from '../wrangler.ts'
import type { Check } from './check.ts'
import { problemsOf } from './run-command.ts'

/** The generated files are what their sources give: the schema's text, and the types of the bindings. */
export const generated: Check = {
  name: 'generated files',
  run: async (root) => {
    const problems = [...problemsOf(await runWrangler([...workerTypesArgs(), '--check']))]
    if (readFileSync(join(root, schemaDocumentFile), 'utf8') !== schemaDocument(root))
      problems.push(`${schemaDocumentFile} is not the syntax tree of schema.graphql`)
    for (const app of appNames(root))
      if (readFileSync(join(root, appDocumentsFile(app)), 'utf8') !== (await appDocuments(root, app)).source)
        problems.push(`${appDocumentsFile(app)} is not what the operations of the app give`)
    if (readFileSync(join(root, trustedDocumentsFile), 'utf8') !== (await trustedDocuments(root)))
      problems.push(`${trustedDocumentsFile} is not what the operations and releases of the apps give`)
    if (readFileSync(join(root, filterLibraryFile), 'utf8') !== filterLibrary(root))
      problems.push(`${filterLibraryFile} is not the SDK of filters and its globals`)
    if (readFileSync(join(root, sandboxModulesFile), 'utf8') !== (await sandboxModules(root)))
      problems.push(`${sandboxModulesFile} is not the code of the filters' sandbox`)
    for (const [file, module] of await kernelModules(root))
      if (!readFileSync(join(root, file)).equals(module)) problems.push(`${file} is not what the kernel's sources give`)
    return problems.length > 0 ? [...problems, 'to mend: npm run generate'] : []
  },
}
