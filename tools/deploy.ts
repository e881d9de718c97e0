import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { appsAreBuilt, buildApps, sizeOfApps } from './build/apps.ts'
import { type BundleSize, edgeSizes, overBudget } from './build/bundle-budget.ts'
import { bundleEdge } from './build/edge-bundle.ts'
import { bundleSize, startupTime } from './deploy/measure.ts'
import { projectRoot, runWrangler } from './wrangler.ts'

// Whoever is called is there before who calls: the edge worker comes last.
const order = ['apps', 'catalog', 'members', 'playback', 'ranking', 'recommendations', 'filter-compiler', 'edge']
const { values } = parseArgs({ args: process.argv.slice(3), options: { 'dry-run': { type: 'boolean' } } })
const dryRun = values['dry-run'] === true

const configs: Readonly<Record<string, string>> = {
  apps: 'apps/wrangler.toml',
  'filter-compiler': 'filter-compiler/wrangler.toml',
  edge: 'wrangler.toml',
}
const configOf = (worker: string) => configs[worker] ?? `origin-mocks/${worker}/wrangler.toml`
const out = mkdtempSync(join(tmpdir(), 'marquee-deploy-'))
try {
  if (dryRun) console.log('Dry run: nothing leaves this machine.\n')
  const edge = edgeSizes(await bundleEdge(projectRoot, { minify: true }))
  const excess = overBudget(edge)
  if (excess.length > 0) throw new Error(`Cannot deploy: ${excess.join('; ')}`)
  if (!appsAreBuilt(projectRoot)) await buildApps(projectRoot)
  console.log(line('worker', 'raw', 'gzip'))
  for (const worker of order) {
    const dry = dryRun ? ['--dry-run', '--outdir', join(out, worker)] : []
    const { code, output } = await runWrangler(['deploy', '-c', configOf(worker), '--minify', ...dry])
    if (code !== 0) throw new Error(`Cannot deploy ${worker}: wrangler ended with code ${code}\n${output.trim()}`)
    const { raw, gzip } = bundleSize(output)
    console.log(line(worker, raw, gzip))
  }
  console.log(line('  of it at start', kibibytes(edge.atStart, 'raw'), kibibytes(edge.atStart, 'gzip')))
  console.log(line('files of apps', kibibytes(sizeOfApps(projectRoot), 'raw'), kibibytes(sizeOfApps(projectRoot), 'gzip')))
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

function line(worker: string, raw: string, gzip: string): string {
  return `${worker.padEnd(18)}${raw.padStart(12)}${gzip.padStart(12)}`
}

function kibibytes(size: BundleSize, part: keyof BundleSize): string {
  return `${(size[part] / 1024).toFixed(2)} KiB`
}
