import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleSize, startupTime } from './deploy/measure.ts'
import { runWrangler } from './wrangler.ts'

// Whoever is called is there before who calls: the edge worker comes last.
const order = ['catalog', 'members', 'playback', 'ranking', 'recommendations', 'edge']
const { values } = parseArgs({ args: process.argv.slice(3), options: { 'dry-run': { type: 'boolean' } } })
const dryRun = values['dry-run'] === true

const configOf = (worker: string) => (worker === 'edge' ? 'wrangler.toml' : `origin-mocks/${worker}/wrangler.toml`)
const out = mkdtempSync(join(tmpdir(), 'marquee-deploy-'))
try {
  if (dryRun) console.log('Dry run: nothing leaves this machine.\n')
  console.log(`${'worker'.padEnd(18)}${'raw'.padStart(12)}${'gzip'.padStart(12)}`)
  for (const worker of order) {
    const dry = dryRun ? ['--dry-run', '--outdir', join(out, worker)] : []
    const { code, output } = await runWrangler(['deploy', '-c', configOf(worker), '--minify', ...dry])
    if (code !== 0) throw new Error(`Cannot deploy ${worker}: wrangler ended with code ${code}\n${output.trim()}`)
    const { raw, gzip } = bundleSize(output)
    console.log(`${worker.padEnd(18)}${raw.padStart(12)}${gzip.padStart(12)}`)
  }
  if (dryRun) {
    const { code, output } = await runWrangler(['check', 'startup', '--outfile', join(out, 'startup.cpuprofile'), '--args=--minify'])
    console.log(`\nedge start-up: ${code === 0 ? startupTime(output) : `not measured, wrangler ended with code ${code}\n${output.trim()}`}`)
    if (code !== 0) process.exitCode = 1
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(out, { recursive: true, force: true })
}
