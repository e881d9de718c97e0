import { fileURLToPath } from 'node:url'
import { wranglerPackage } from './wrangler-package.ts'

interface Bundler {
  build(options: Readonly<Record<string, unknown>>): Promise<{ readonly outputFiles: readonly { readonly contents: Uint8Array }[] }>
}

/** Bundles the subject of a module into one worker, as the edge worker is bundled for production: minified, without `keepNames`. */
export async function bundleWorker(module: URL): Promise<Uint8Array> {
  const bundler = wranglerPackage('esbuild') as Bundler
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const source = `
    import { subject } from ${JSON.stringify(fileURLToPath(module))}
    import { workerHost } from './worker-host.ts'
    export default workerHost(subject)
  `
  const { outputFiles } = await bundler.build({
    stdin: { contents: source, resolveDir: folder, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    keepNames: false,
    logLevel: 'silent',
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error(`Cannot bundle ${module}: no output`)
  return output.contents
}
