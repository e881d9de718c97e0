import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wranglerPackage } from './wrangler-package.ts'

interface Bundler {
  build(
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array }[] }>
}

/** The modules of a worker by name, the main one first. */
export type Modules = Readonly<Record<string, Uint8Array>>

/** How a worker is bundled. */
export interface Bundling {
  readonly minify: boolean
  /** Wraps each function so that it keeps its name: what wrangler does unless told otherwise. */
  readonly keepNames: boolean
}

/** As the edge worker is bundled for production. */
export const asDeployed: Bundling = { minify: true, keepNames: false }

/** As wrangler bundles a worker that says nothing about it. */
export const asWranglerDefault: Bundling = { minify: false, keepNames: true }

/** Bundles a module that is a worker. What it imports when it needs it becomes a module of its own. */
export function bundleWorker(module: URL, bundling: Bundling): Promise<Modules> {
  return bundle({ entryPoints: { worker: fileURLToPath(module) } }, bundling)
}

/** Bundles the subject of a module into one worker, as deployed. */
export function bundleSubject(module: URL): Promise<Modules> {
  const contents = `
    import { subject } from ${JSON.stringify(fileURLToPath(module))}
    import { workerHost } from './worker-host.ts'
    export default workerHost(subject)
  `
  return bundle({ stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' } }, asDeployed)
}

async function bundle(entry: Readonly<Record<string, unknown>>, bundling: Bundling): Promise<Modules> {
  const bundler = wranglerPackage('esbuild') as Bundler
  const { outputFiles } = await bundler.build({
    ...entry,
    ...bundling,
    bundle: true,
    splitting: true,
    outdir: '/',
    write: false,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    loader: { '.wasm': 'copy' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  // The main one stays first; what is copied comes before it.
  const isCopied = ({ path }: { readonly path: string }) => path.endsWith('.wasm')
  const inOrder = [...outputFiles.filter((file) => !isCopied(file)), ...outputFiles.filter(isCopied)]
  return Object.fromEntries(inOrder.map(({ path, contents }) => [basename(path), contents]))
}
