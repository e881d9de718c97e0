import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { projectRoot, signalGroup, spawnWrangler } from '../wrangler.ts'
import { Remedy } from './remedy.ts'
import { workerConfigs } from './worker-configs.ts'

export interface DevServer {
  readonly url: string
  /** The process group of wrangler and every workerd. */
  readonly processGroup: number
  /** Comes to the reason when the server ends by itself; never settles after `stop`. */
  readonly ended: Promise<string>
  /** Ends wrangler and every workerd it started. */
  stop(): Promise<void>
}

export interface DevServerOptions {
  readonly port: number
  readonly persistTo: string
  /** Of the workers to start, the one that answers first; all of Marquee where it is left out. */
  readonly configs?: readonly string[]
  /** Variables of the edge worker besides those of `.dev.vars`. */
  readonly vars?: Readonly<Record<string, string>>
  /** Shows a line that wrangler or a worker wrote. */
  readonly print: (line: string) => void
}

const allConfigs = () => [
  ...['wrangler.toml', 'apps/wrangler.toml'].map((name) => join(projectRoot, name)),
  ...workerConfigs().map(({ config }) => config),
]

/** Starts workers, all that there are of Marquee, in one `wrangler dev` and waits until the first answers `/healthz`. */
export async function startDevServer({ port, persistTo, configs = allConfigs(), vars = {}, print }: DevServerOptions): Promise<DevServer> {
  const child = spawnWrangler([
    'dev',
    ...configs.flatMap((config) => ['-c', config]),
    ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', '--persist-to', persistTo],
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ...['--log-level', 'warn', '--show-interactive-dev-session=false'],
  ])
  let refused = false
  let stopping = false
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8')
    stream?.on('data', (chunk: string) => {
      const lines = (rest + chunk).split(/\r?\n/)
      rest = lines.pop() ?? ''
      for (const line of lines.map(withoutColors)) {
        // A stopping wrangler removes its bundles and then reports them missing.
        if (stopping || line.trim() === '') continue
        if (line.includes('[ERROR]')) refused = true
        print(line)
      }
    })
  }

  let exited = false
  const exit = new Promise<string>((resolve) => {
    const finish = (reason: string) => {
      exited = true
      resolve(reason)
    }
    child.on('error', (error) => finish(error.message))
    child.on('close', (code, signal) => finish(`wrangler dev ended with ${signal ?? `code ${code}`}`))
  })
  const ended = new Promise<string>((resolve) => exit.then((reason) => !stopping && resolve(reason)))

  const stop = async () => {
    stopping = true
    signalGroup(child, 'SIGTERM')
    if (!exited) await Promise.race([exit, wait(3_000)])
    signalGroup(child, 'SIGKILL')
  }

  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 60_000
  while (!(await answers(url))) {
    // Wrangler would wait for the files to change; a start has to come to something.
    const problem = refused
      ? 'what wrangler says stands above'
      : Date.now() > deadline
        ? 'wrangler dev did not answer within 60 s'
        : undefined
    if (exited || problem !== undefined) {
      if (!exited) await wait(500)
      await stop()
      throw new Remedy(`Cannot start: ${problem ?? (await exit)}`)
    }
    await wait(100)
  }
  return { url, processGroup: child.pid ?? 0, ended, stop }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** Wrangler colours its errors whatever it is told. */
function withoutColors(line: string): string {
  return line.replace(/\x1b\[[\d;]*m/g, '')
}
