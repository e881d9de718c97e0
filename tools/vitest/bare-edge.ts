import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { bundleEdge } from '../build/edge-bundle.ts'
import { writeFolder } from '../build/write-folder.ts'
import { projectRoot, signalGroup, spawnGuarded } from '../wrangler.ts'

/** The edge worker in workerd itself, with nothing of wrangler in front of it. */
export interface BareEdge {
  /** As `http://127.0.0.1:40123`. */
  readonly url: string
  /** Of workerd and its guard. */
  readonly processGroup: number
  /** What the worker has logged so far, line by line. */
  readonly logged: readonly string[]
  stop(): void
}

/** What an isolate may hold in production; without it V8 takes its time to collect. */
const isolateMegabytes = 128

const entrypoints = ['Catalog', 'Members', 'Recommendations', 'Ranking', 'Playback']

/**
 * Starts the edge as it is deployed over the fakes of all origins, each behind its entrypoint. `texts` are what its secrets and variables are bound to.
 * Benchmarks have a starter of their own, which measures: tests of the whole may reach no further than here.
 */
export async function startBareEdge(texts: Readonly<Record<string, string>>): Promise<BareEdge> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-bare-'))
  const isEntry = ({ name }: { readonly name: string }) => Number(name === 'worker.js')
  const edge = (await bundleEdge(projectRoot, { minify: true })).toSorted((one, other) => isEntry(other) - isEntry(one))
  const config = configOf(
    edge.map(({ name }) => name),
    texts,
  )
  writeFolder(folder, [
    ...edge.map(({ name, contents }) => ({ name: `edge/${name}`, contents })),
    { name: 'origins/worker.js', contents: await bundleOrigins() },
    { name: 'config.capnp', contents: Buffer.from(config) },
  ])

  const { default: workerd } = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))('workerd') as {
    readonly default: string
  }
  const child = spawnGuarded([workerd, 'serve', '--control-fd=4', 'config.capnp'], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe', 'ignore', 'pipe'],
  })
  const stop = () => {
    signalGroup(child, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  const logged: string[] = []
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => logged.push(line))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`workerd ended with code ${code}: ${logged.join('\n')}`)))
    createInterface({ input: child.stdio[4] as NodeJS.ReadableStream }).on('line', (line) => {
      const { event, port } = JSON.parse(line) as { readonly event: string; readonly port?: number }
      if (event === 'listen') resolve({ url: `http://127.0.0.1:${port}`, processGroup: child.pid ?? 0, logged, stop })
    })
  })
}

async function bundleOrigins(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['edge/test/fake-origins.ts'],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    write: false,
  })
  return (outputFiles[0] as { readonly contents: Uint8Array }).contents
}

function configOf(modules: readonly string[], texts: Readonly<Record<string, string>>): string {
  const date = /^compatibility_date = "(.+)"$/m.exec(readFileSync(join(projectRoot, 'wrangler.toml'), 'utf8'))?.[1]
  const module = (folder: string, name: string) => `(name = "${name}", esModule = embed "${folder}/${name}")`
  const bindings = [
    ...entrypoints.map(
      (entrypoint) => `(name = "${entrypoint.toUpperCase()}", service = (name = "origins", entrypoint = "${entrypoint}"))`,
    ),
    ...Object.entries(texts).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`),
  ]
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "edge", worker = (
      modules = [${modules.map((name) => module('edge', name)).join(', ')}],
      bindings = [${bindings.join(', ')}],
      compatibilityDate = "${date}",
    )),
    (name = "internet", network = (allow = ["local"])),
    (name = "origins", worker = (modules = [${module('origins', 'worker.js')}], compatibilityDate = "${date}")),
  ],
  v8Flags = ["--max-heap-size=${isolateMegabytes}"],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "edge")],
);
`
}
