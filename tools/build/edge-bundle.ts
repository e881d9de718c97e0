import { basename, join } from 'node:path'
import { build } from 'esbuild'
import type { BuiltFile } from './write-folder.ts'

/** A module of the edge worker. */
export interface EdgeModule extends BuiltFile {
  /** Whether it is loaded when an isolate starts; the others are when something first imports them. */
  readonly loadedAtStart: boolean
  /** The sources in it, by path from the root. */
  readonly sources: readonly string[]
}

const entry = 'edge/worker.ts'

/**
 * Bundles the edge worker into several modules: wrangler makes one of all, and a trusted request would load GraphQL's parser, validator and
 * protocol with it. Where a source says `import()` a module of its own begins; what two modules need stands in a third, once.
 */
export async function bundleEdge(root: string, { minify }: { readonly minify: boolean }): Promise<readonly EdgeModule[]> {
  const outdir = join(root, 'dist/edge')
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify,
    // A stack of `wrangler dev` names lines of the sources; maps are not uploaded.
    sourcemap: minify ? false : 'linked',
    // As wrangler bundles: https://developers.cloudflare.com/workers/wrangler/bundling/
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    define: { 'process.env.NODE_ENV': '"production"', 'navigator.userAgent': '"Cloudflare-Workers"' },
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const atStart = new Set<string>()
  const addWithImports = (output: string) => {
    if (atStart.has(output)) return
    atStart.add(output)
    for (const { kind, path, external } of metafile.outputs[output]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) addWithImports(path)
  }
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint === entry) addWithImports(output)
  return outputFiles.map(({ path, contents }) => {
    const name = basename(path)
    const output = `dist/edge/${name}`
    return { name, contents, loadedAtStart: atStart.has(output), sources: Object.keys(metafile.outputs[output]?.inputs ?? {}) }
  })
}
