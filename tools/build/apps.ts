import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { BundleSize } from './bundle-budget.ts'
import { writeFolder } from './write-folder.ts'

const source = 'apps/graphiql'
const built = 'dist/apps'
/** Tells what `dist/apps` was built from. */
const stamp = 'dist/apps.built-from'

/** Whether the files of the apps are there and belong to the sources and the packages that are there now. */
export function appsAreBuilt(root: string): boolean {
  return existsSync(join(root, built)) && existsSync(join(root, stamp)) && readFileSync(join(root, stamp), 'utf8') === digest(root)
}

/** Builds the files of the apps into `dist/apps`; takes seconds, so ask `appsAreBuilt` first. */
export async function buildApps(root: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      page: `${source}/page.ts`,
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    outdir: join(root, built, 'graphiql'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'warning',
  })
  writeFolder(join(root, built), [
    { name: 'graphiql/index.html', contents: readFileSync(join(root, source, 'index.html')) },
    ...outputFiles.map(({ path, contents }) => ({ name: relative(join(root, built), path).replaceAll('\\', '/'), contents })),
  ])
  writeFileSync(join(root, stamp), digest(root))
}

/** The bytes of all files that were built, each compressed by itself. */
export function sizeOfApps(root: string): BundleSize {
  const entries = readdirSync(join(root, built), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
  const sum = (bytesOf: (file: Buffer) => number) => files.reduce((total, file) => total + bytesOf(file), 0)
  return { raw: sum((file) => file.length), gzip: sum((file) => gzipSync(file).length) }
}

/** Of all that the build reads: the app's sources, the packages by their lock, and this file. */
function digest(root: string): string {
  const sources = readdirSync(join(root, source)).sort()
  const files = [...sources.map((name) => `${source}/${name}`), 'package-lock.json', 'tools/build/apps.ts']
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}
