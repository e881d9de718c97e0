import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, type Plugin, transform } from 'esbuild'

/** The module that holds the code of the filters' sandbox as text, by path from the root. */
export const sandboxModulesFile = 'filter-sandbox/sandbox-modules.ts'

/** What the sandbox shares with compiled filters, which import it: modules of their own. */
const shared = { 'marquee:steps': 'filter-sandbox/steps.ts', 'marquee:filter': 'filter-sdk/define-filter.ts' } as const
const sharedApart: Plugin = {
  name: 'shared-apart',
  setup({ onResolve }) {
    for (const [path, file] of Object.entries(shared))
      onResolve({ filter: new RegExp(`/${basename(file)}$`) }, () => ({ path, external: true }))
  },
}

/** What stands in it: JavaScript by the names that the modules of a loaded worker have, since the platform loads a worker from text. */
export async function sandboxModules(root: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['filter-sandbox/sandbox-worker.ts'],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    external: ['cloudflare:*'],
    plugins: [sharedApart],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  })
  const modules = {
    'sandbox.js': outputFiles[0]?.text ?? '',
    'marquee:steps': await javascript(root, shared['marquee:steps']),
    'marquee:filter': await javascript(root, shared['marquee:filter']),
  }
  return `/** The code of the filters' sandbox; \`npm run generate\` writes it. */
export const sandboxModules: Readonly<Record<'sandbox.js' | 'marquee:steps' | 'marquee:filter', string>> = ${literal(modules)}
`
}

async function javascript(root: string, file: string): Promise<string> {
  return (
    await transform(readFileSync(join(root, file), 'utf8'), { loader: 'ts', target: 'es2024', minifySyntax: true, minifyWhitespace: true })
  ).code
}

/** As the formatter writes it. */
export function literal(texts: Readonly<Record<string, string>>): string {
  const rows = Object.entries(texts).map(([name, text]) => {
    const quoted = `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    return `  '${name}':\n    ${quoted},\n`
  })
  return `{\n${rows.join('')}}`
}
