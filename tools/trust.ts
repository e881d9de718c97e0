import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { appDocuments, appNames } from './generate/app-documents.ts'
import { releasesFolder, trustedDocuments, trustedDocumentsFile } from './generate/trusted-documents.ts'
import { projectRoot } from './wrangler.ts'

/**
 * `npm run trust -- tv 1.2.0`: writes down the operations of an app as those of a released version, so that the edge answers them for as long as
 * that version is in use, whatever the app asks later. A version that was released does not change.
 */
const { positionals } = parseArgs({ args: process.argv.slice(3), allowPositionals: true })
const [app = '', version = ''] = positionals
const apps = appNames(projectRoot)
const problem = !apps.includes(app)
  ? `needs the name of an app, one of: ${apps.join(', ')}`
  : !/^\d+\.\d+\.\d+$/.test(version)
    ? 'needs a version, as in `npm run trust -- tv 1.2.0`'
    : existsSync(manifestPath())
      ? `${app} ${version} is released already: give this one another version`
      : undefined
if (problem !== undefined) {
  console.error(`Cannot trust: ${problem}`)
  process.exitCode = 1
} else {
  const { manifest } = await appDocuments(projectRoot, app)
  mkdirSync(join(projectRoot, releasesFolder(app)), { recursive: true })
  writeFileSync(manifestPath(), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(projectRoot, trustedDocumentsFile), await trustedDocuments(projectRoot))
  console.log(`${app} ${version}: ${Object.keys(manifest).length} documents. They are answered once the edge is deployed.`)
}

function manifestPath(): string {
  return join(projectRoot, releasesFolder(app), `${version}.json`)
}
