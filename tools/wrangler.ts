import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the checkout, without a slash at its end. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

const cli = fileURLToPath(new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url))

/** Keeps wrangler off the network and off the terminal, and local calls fast: tracing each call costs ten times the call. */
const quiet = {
  X_LOCAL_OBSERVABILITY: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: '1',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: '1',
  NO_COLOR: '1',
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

/**
 * Runs a program beside a guard that reads standard input, which this process holds open: when this process is gone, however it went, the
 * input ends and the guard kills the group. Without it a killed `npm start` would leave workerd on the port.
 */
const guarded = `
trap : TERM INT HUP
exec 3<&0
(cat <&3 >/dev/null; kill -9 0) 2>/dev/null &
"$@" </dev/null 3<&-
code=$?
kill $! 2>/dev/null
exit $code
`

/** Starts a program in a process group of its own, which ends with this process at the latest. Its standard input and file 3 are the guard's. */
export function spawnGuarded(command: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn('/bin/sh', ['-c', guarded, 'sh', ...command], { ...options, detached: true })
  running.add(child)
  child.on('exit', () => {
    running.delete(child)
    child.stdin?.destroy()
  })
  return child
}

/** Starts wrangler in a process group of its own, which ends with this process at the latest. */
export function spawnWrangler(args: readonly string[]): ChildProcess {
  return spawnGuarded([process.execPath, cli, ...args], {
    cwd: projectRoot,
    // The build command of wrangler.toml gets the Node of this process.
    env: { ...process.env, ...quiet, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), FORCE_COLOR: undefined },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Signals wrangler and all it started, workerd above all. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // The group is gone already.
  }
}

/** What a finished wrangler said. */
export interface WranglerRun {
  readonly code: number
  readonly output: string
}

/** Runs wrangler to its end. Never rejects for what wrangler says: the code tells. */
export function runWrangler(args: readonly string[]): Promise<WranglerRun> {
  return new Promise((resolve, reject) => {
    const child = spawnWrangler(args)
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
