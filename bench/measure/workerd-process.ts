import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { wranglerPackage } from './wrangler-package.ts'

/** A worker inside of a workerd process: its modules by name, the main one first, and what is bound to it. */
export interface Worker {
  readonly name: string
  readonly modules: Readonly<Record<string, Uint8Array | string>>
  /** Services by the name of the binding. */
  readonly services?: Readonly<Record<string, { readonly worker: string; readonly entrypoint?: string }>>
  readonly texts?: Readonly<Record<string, string>>
  /** Names of bindings that load workers. */
  readonly loaders?: readonly string[]
}

/** A workerd process that serves its first worker. */
export interface WorkerdProcess {
  /** As `http://127.0.0.1:40123`. */
  readonly address: string
  readonly pid: number
  stop(): void
}

const running = new Map<ChildProcess, string>()

process.on('exit', () => {
  for (const child of running.keys()) end(child)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

/** Starts workerd itself, without wrangler or miniflare around it, on a free port. The name is for messages. */
export async function startWorkerd(name: string, workers: readonly Worker[]): Promise<WorkerdProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-bench-'))
  for (const worker of workers) {
    for (const [module, content] of Object.entries(worker.modules)) {
      const file = join(folder, worker.name, module)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }
  writeFileSync(join(folder, 'config.capnp'), config(workers))
  const { default: binary } = wranglerPackage('workerd') as { default: string }
  const child = spawn(binary, ['serve', '--experimental', '--control-fd=3', 'config.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  running.set(child, folder)
  const address = await listening(name, child)
  return { address, pid: child.pid as number, stop: () => end(child) }
}

const text = (value: string) => JSON.stringify(value)

/** Workers of the edge worker's compatibility date. */
function config(workers: readonly Worker[]): string {
  const date = compatibilityDate()
  const services = workers.map(({ name, modules, services = {}, texts = {}, loaders = [] }) => {
    const embedded = Object.keys(modules).map(
      (module) => `(name = ${text(module)}, ${module.endsWith('.wasm') ? 'wasm' : 'esModule'} = embed ${text(`${name}/${module}`)})`,
    )
    const bindings = [
      ...Object.entries(services).map(
        ([binding, { worker, entrypoint }]) =>
          `(name = ${text(binding)}, service = (name = ${text(worker)}${entrypoint === undefined ? '' : `, entrypoint = ${text(entrypoint)}`}))`,
      ),
      ...Object.entries(texts).map(([binding, value]) => `(name = ${text(binding)}, text = ${text(value)})`),
      ...loaders.map((binding) => `(name = ${text(binding)}, workerLoader = (id = ${text(binding)}))`),
    ]
    return `(name = ${text(name)}, worker = (
    modules = [${embedded.join(', ')}],
    bindings = [${bindings.join(', ')}],
    compatibilityDate = "${date}",
  ))`
  })
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(', ')}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = ${text(workers[0]?.name ?? '')})],
);
`
}

function compatibilityDate(): string {
  const configOfEdge = readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8')
  const date = /^compatibility_date = "(.+)"$/m.exec(configOfEdge)?.[1]
  if (date === undefined) throw new Error('Cannot start workerd: wrangler.toml has no compatibility_date')
  return date
}

/** Waits for workerd to say which port it took; what it complains of instead is the error. */
function listening(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complaints = ''
    child.stderr?.on('data', (chunk) => (complaints += chunk))
    child.stdout?.resume()
    child.stdio[3]?.on('data', (chunk) => {
      const port = /"event":"listen","socket":"http","port":(\d+)/.exec((said += chunk))?.[1]
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`)
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`${name}: workerd ended with code ${code}: ${complaints}`)))
  })
}

function end(child: ChildProcess): void {
  const folder = running.get(child)
  if (folder === undefined) return
  running.delete(child)
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
