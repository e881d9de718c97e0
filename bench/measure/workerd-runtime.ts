import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleWorker } from './bundle-worker.ts'
import { cpuOfProcess } from './cpu-of-process.ts'
import type { Runtime } from './runtime.ts'
import { wranglerPackage } from './wrangler-package.ts'

const running = new Map<ChildProcess, string>()

process.on('exit', () => {
  for (const child of running.keys()) end(child)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

/** workerd itself, without wrangler or miniflare around it. CPU is read from outside: its own clock is no measure. */
export const workerdRuntime: Runtime = {
  name: 'workerd',
  unavailable: process.platform === 'linux' ? undefined : 'the CPU of another process is read from /proc, which only Linux has',
  async start(name, module) {
    const folder = mkdtempSync(join(tmpdir(), 'marquee-bench-'))
    writeFileSync(join(folder, 'worker.js'), await bundleWorker(module))
    writeFileSync(join(folder, 'config.capnp'), config(compatibilityDate()))
    const { default: binary } = wranglerPackage('workerd') as { default: string }
    const child = spawn(binary, ['serve', '--control-fd=3', 'config.capnp'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    running.set(child, folder)
    const address = await listening(name, child)
    const ask = async (path: string) => {
      const response = await fetch(`${address}${path}`)
      if (!response.ok) throw new Error(`${name} in workerd: ${await response.text()}`)
      return response
    }
    return {
      unavailable: async () => (await (await ask('/unavailable')).text()) || undefined,
      answer: async (task, turn) =>
        new Uint8Array(await (await ask(`/answer?task=${encodeURIComponent(task)}&turn=${turn}`)).arrayBuffer()),
      async cpuMs(task, times) {
        const before = cpuOfProcess(child.pid as number)
        await (await ask(`/run?task=${encodeURIComponent(task)}&times=${times}`)).text()
        return cpuOfProcess(child.pid as number) - before
      },
      stop: () => end(child),
    }
  },
}

/** One worker of the edge worker's compatibility date, on a free port. */
const config = (date: string) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js")],
    compatibilityDate = "${date}",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`

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
