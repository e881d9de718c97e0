import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'

/** A Node of the machine without relaxed SIMD; undefined where there is none. */
const older = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find(isOlder)
const folder = mkdtempSync(join(tmpdir(), 'marquee-kernel-'))
afterAll(() => rmSync(folder, { recursive: true }))

function isOlder(node: string): boolean {
  try {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return /^v20\./.test(version)
  } catch {
    return false
  }
}

test.skipIf(older === undefined)(
  'an engine without relaxed SIMD (Node 20; skipped where there is none) takes the strict build, and scores the same to the bit',
  async () => {
    const file = join(folder, 'score.mjs')
    const entryPoints = [join(import.meta.dirname, 'test/score-by-own-build.ts')]
    await build({ entryPoints, outfile: file, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' })
    const run = (node: string) => JSON.parse(execFileSync(node, [file, import.meta.dirname], { encoding: 'utf8' }))
    const [old, own] = [run(older ?? ''), run(process.execPath)]
    expect(old.build).toBe('strict')
    expect(own.build).toBe('relaxed')
    expect(old.bits).toEqual(own.bits)
  },
)
