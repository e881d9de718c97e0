import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the started Marquee answers, as `http://127.0.0.1:8787`. */
    marqueeUrl: string
  }
}

const readyWithinMs = 120_000
const stopWithinMs = 20_000

/** Starts Marquee once for all browser tests, with a state of its own; gives the function that stops it. */
export default async function startMarquee(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.MARQUEE_URL
  if (running !== undefined) {
    project.provide('marqueeUrl', new URL(running).origin)
    return async () => {}
  }
  const port = await freePort()
  const state = await mkdtemp(join(tmpdir(), 'marquee-e2e-'))
  const log: string[] = []
  // A group of its own, so that one signal reaches npm and the tool it starts.
  const marquee = spawn('npm', ['start', '--', '--port', String(port), '--persist-to', state], {
    cwd: join(import.meta.dirname, '..'),
    detached: true,
    env: { ...process.env, CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [marquee.stdout, marquee.stderr]) stream.on('data', (chunk) => log.push(String(chunk)))
  const ended = new Promise<void>((resolve) => marquee.once('close', () => resolve()))
  const stop = async () => {
    await stopGroup(marquee, ended)
    await rm(state, { recursive: true, force: true })
  }
  try {
    const url = `http://127.0.0.1:${port}`
    await untilReady(url, marquee, log)
    project.provide('marqueeUrl', url)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

async function untilReady(url: string, marquee: ChildProcess, log: readonly string[]): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  let last = 'no answer'
  while (Date.now() < deadline) {
    if (marquee.exitCode !== null) throw new Error(`Marquee stopped with code ${marquee.exitCode}\n${log.join('').slice(-4_000)}`)
    try {
      const answer = await fetch(`${url}/readyz`)
      last = `${answer.status} ${await answer.text()}`
      if (answer.status === 200) return
    } catch {
      // Not listening yet.
    }
    await delay(200)
  }
  throw new Error(`Marquee was not ready within ${readyWithinMs} ms: ${last}\n${log.join('').slice(-4_000)}`)
}

/** Waits until all pipes are closed, not only npm's end: what npm started must stop what it started itself. */
async function stopGroup(marquee: ChildProcess, ended: Promise<void>): Promise<void> {
  const { pid } = marquee
  if (pid === undefined) return
  signalGroup(pid, 'SIGTERM')
  const inTime = await Promise.race([ended.then(() => true), delay(stopWithinMs, false, { ref: false })])
  if (!inTime) signalGroup(pid, 'SIGKILL')
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
