import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import { parse } from 'graphql'

/** The operations of an app by id, as `sha256:` and the hash of the document that follows it. */
export type Manifest = Readonly<Record<string, string>>

export interface AppDocuments {
  /** A module of types and ids, one `…Document` for each operation. */
  readonly source: string
  readonly manifest: Manifest
}

/** The folders of `apps/` that ask operations of the graph. */
export function appNames(root: string): readonly string[] {
  return readdirSync(join(root, 'apps'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(root, 'apps', entry.name)).includes('operations'))
    .map(({ name }) => name)
    .sort()
}

/** Where the typed documents of an app stand, by path from the root. */
export const appDocumentsFile = (app: string): string => `apps/${app}/documents.ts`

/** Reads the operations of an app and types them by the schema. Throws where one does not fit it. */
export async function appDocuments(root: string, app: string): Promise<AppDocuments> {
  const folder = join(root, 'apps', app, 'operations')
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const rawSDL = readFileSync(join(folder, name), 'utf8')
      return { location: name, rawSDL, document: parse(rawSDL) }
    })
  const files = await preset.buildGeneratesSection({
    baseOutputDir: './',
    schema: parse(readFileSync(join(root, 'resolvers/schema.graphql'), 'utf8')),
    documents,
    config: { documentMode: 'string', enumsAsTypes: true, useTypeImports: true, scalars: { ID: 'string' } },
    presetConfig: {
      fragmentMasking: false,
      // The app carries ids alone: its documents stand in the manifest.
      persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256', hashPropertyName: 'documentId' },
    },
    plugins: [],
    pluginMap: {},
  })
  const read = async (name: string) => {
    const file = files.find(({ filename }) => filename.endsWith(name))
    if (file === undefined) throw new Error(`Cannot type the operations of ${app}: the generator made no ${name}`)
    return codegen(file)
  }
  const source = await read('graphql.ts')
  return { source: typedDocuments(app, source), manifest: JSON.parse(await read('persisted-documents.json')) as Manifest }
}

/** What the generator writes of types, and of each operation its id; the class it brings for documents as text is not needed. */
function typedDocuments(app: string, source: string): string {
  const types = source.slice(source.indexOf('*/') + 2, source.indexOf('export class TypedDocumentString')).replace(/^import .*$/gm, '')
  const documents = source
    .slice(source.indexOf('}\nexport const') + 2)
    .replace(/^export const \w+FragmentDoc = [\s\S]*? as unknown as TypedDocumentString<.*?>;$/gm, '')
    .replace(/^export const (\w+) = (\{.*\}) as unknown as TypedDocumentString<(.*)>;$/gm, 'export const $1: TrustedDocument<$3> = $2')
  return `// The operations of the app '${app}', typed; \`npm run generate\` writes it.\nimport type { TrustedDocument } from '../../clients/graphql-client/trusted-document.ts'\n${types}${documents}`
}
