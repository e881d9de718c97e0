import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildASTSchema, type DocumentNode, parse, validate } from 'graphql'
import { checkDocument, defaultLimits } from '../../graph/index.ts'
import { appDocuments, appNames, type Manifest } from './app-documents.ts'

/** The module that the edge carries, by path from the root. */
export const trustedDocumentsFile = 'edge/config/trusted-documents.ts'

export const releasesFolder = (app: string): string => `apps/${app}/releases`

/**
 * What stands in it: the syntax tree of each document that an app asks, of every released version and of the operations as they are now, by
 * the SHA-256 of its text. Throws where one is not what its id says, does not fit the schema any more, or is over a limit.
 */
export async function trustedDocuments(root: string): Promise<string> {
  const schema = buildASTSchema(parse(readFileSync(join(root, 'resolvers/schema.graphql'), 'utf8')))
  const trees = new Map<string, string>()
  for (const app of appNames(root)) {
    for (const [origin, manifest] of [...releases(root, app), [`${app}, now`, (await appDocuments(root, app)).manifest] as const]) {
      for (const [name, text] of Object.entries(manifest)) {
        const id = name.replace(/^sha256:/, '')
        if (trees.has(id)) continue
        if (createHash('sha256').update(text).digest('hex') !== id)
          throw new Error(`${origin}: the document ${name} is not what its id says`)
        const document = parse(text, { noLocation: true })
        const [problem] = validate(schema, document)
        if (problem !== undefined) throw new Error(`${origin}: the schema does not fit ${name}: ${problem.message}`)
        checkDocument(document, defaultLimits)
        trees.set(id, treeText(document))
      }
    }
  }
  const rows = [...trees]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, tree]) => `  '${id}':\n    '${tree.replace(/[\\']/g, '\\$&')}',\n`)
  return `/** The documents that apps ask, as syntax trees, by the SHA-256 of their text; \`npm run generate\` writes them. */
export const trustedDocuments: Readonly<Record<string, string>> = {
${rows.join('')}}
`
}

/** The manifests of an app's released versions, each with what to call it. */
function releases(root: string, app: string): readonly (readonly [string, Manifest])[] {
  const folder = join(root, releasesFolder(app))
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [`${app} ${name.replace(/\.json$/, '')}`, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Manifest] as const)
}

/** A tree as JSON, without what says nothing: empty lists, and properties that are undefined. */
function treeText(document: DocumentNode): string {
  return JSON.stringify(document, (_key, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value))
}
