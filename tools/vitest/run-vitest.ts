import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../wrangler.ts'
import { type Tally, type TestReport, tally } from './tally.ts'

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))

const quiet = { X_LOCAL_OBSERVABILITY: 'false', WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' }

/** Runs vitest once, lets it show what it finds, and counts. */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-test-'))
  const file = join(folder, 'report.json')
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
        {
          cwd: projectRoot,
          env: { ...process.env, ...quiet, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
          stdio: ['inherit', 'pipe', 'inherit'],
        },
      )
      const noise = isNoise()
      createInterface({ input: child.stdout }).on('line', (line) => noise(line) || console.log(line))
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
      child.on('error', reject)
      child.on('close', (code) => resolve(code ?? 1))
    })
    return tally(readReport(file), exitCode)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Tells lines to leave out: workerd prints each throw that leaves a worker, stack and all, also where a test expects it. What a test does not
 * expect fails it, and vitest shows it.
 */
function isNoise(): (line: string) => boolean {
  let inside = false
  return (line) => {
    inside = line.startsWith('uncaught exception; source = ') || (inside && /^\s+at /.test(line))
    return inside || line.startsWith('JSON report written to ')
  }
}

/** Nothing where vitest did not come to its end. */
function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Ends this process as the tests did, with the line that says how many. */
export function reportTally({ passed, failed }: Tally): void {
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
