import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/**
 * What each folder may import besides itself; the longest row that matches a file counts. `x/*` stands for every folder directly in `x`,
 * each on its own, and permits every folder in `x` but not `x` itself. Only the life of a request runs along these arrows: apps, conformance and e2e talk HTTP.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  graph: [],
  resolvers: ['graph', 'contracts'],
  'edge/telemetry': [],
  // When a request is over: a leaf of types.
  'edge/end-signal.ts': [],
  'edge/deadline.ts': ['edge/end-signal.ts'],
  'edge/config': ['graph'],
  'edge/cache': ['edge/telemetry'],
  'edge/origins': ['contracts', 'edge/end-signal.ts', 'edge/cache', 'edge/config', 'edge/telemetry'],
  'edge/device': ['contracts', 'edge/config', 'edge/telemetry'],
  'edge/protocol': ['graph', 'edge/end-signal.ts', 'edge/config', 'edge/telemetry'],
  // The request under way: a leaf that whoever handles it may hold.
  'edge/exchange.ts': ['edge/device', 'edge/end-signal.ts', 'edge/protocol', 'edge/telemetry'],
  'edge/filters': ['contracts', 'edge/config', 'edge/device', 'edge/exchange.ts', 'edge/protocol', 'edge/telemetry'],
  'edge/pipeline': ['edge/deadline.ts', 'edge/device', 'edge/end-signal.ts', 'edge/filters', 'edge/protocol', 'edge/telemetry'],
  'edge/published': [
    ...['filter-sdk', 'filter-sandbox', 'filter-rules'],
    ...['edge/device', 'edge/exchange.ts', 'edge/filters', 'edge/pipeline', 'edge/protocol', 'edge/telemetry'],
  ],
  'edge/operations': [
    ...['filter-sdk', 'edge/published'],
    ...['edge/cache', 'edge/config', 'edge/device', 'edge/exchange.ts', 'edge/filters', 'edge/pipeline', 'edge/protocol', 'edge/telemetry'],
  ],
  'edge/endpoints': ['graph', 'resolvers', 'contracts', 'filter-sdk', 'filter-rules', 'edge/*'],
  edge: ['graph', 'resolvers', 'contracts', 'filter-sdk', 'filter-sandbox'],
  // What filters are written against, what they run in, what makes them of a source: the edge never holds the compiler.
  'filter-sdk': [],
  'filter-sandbox': ['filter-sdk'],
  'filter-compiler': ['filter-sandbox', 'filter-sdk'],
  'filter-samples': ['filter-sdk'],
  'filter-rules': ['filter-sdk'],
  // Arithmetic over columns of numbers: no platform, no domain.
  models: [],
  'origin-mocks/*': ['contracts'],
  // What it serves was trained, and is judged, by the same arithmetic.
  'origin-mocks/ranking': ['contracts', 'models'],
  // Packages of their own, for apps that speak HTTP.
  'clients/*': [],
  // The types of its operations come from the client that asks them.
  apps: ['clients/*'],
  conformance: [],
  e2e: [],
  // How soon a filter is live is measured over all of Marquee, as `npm start` starts it.
  bench: ['graph', 'resolvers', 'contracts', 'edge', 'models', 'origin-mocks', 'filter-sdk', 'filter-compiler', 'tools'],
  tools: ['contracts', 'graph', 'models', 'origin-mocks/*', 'filter-sdk', 'filter-compiler', 'filter-rules'],
}

/** What the tests of a folder (and the fakes and contract suites they share) may import on top. */
export const testsMayImport: Readonly<Record<string, readonly string[]>> = {
  'contracts/fakes': ['contracts'],
  resolvers: ['contracts/fakes'],
  edge: ['contracts/fakes', 'edge', 'apps', 'tools/vitest/test-defaults.ts'],
  conformance: ['contracts', 'tools', 'apps', 'clients/*'],
  e2e: ['tools'],
  'origin-mocks/*': ['contracts/fakes', 'tools/vitest/test-defaults.ts'],
  // A page about all stores is held against all of them.
  'tools/check': ['edge', 'origin-mocks/*'],
  'filter-compiler': ['filter-sandbox', 'tools/vitest/test-defaults.ts'],
  'filter-samples': ['filter-sandbox'],
  // A published package is tested over the real engine.
  'clients/*': ['graph'],
}

/** The only packages that a layer may import, types included; a layer without a row is free. */
export const mayUse: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  graph: ['graphql'],
  resolvers: [],
  models: [],
  clients: [],
  'filter-rules': ['@marcbachmann/cel-js'],
}

/** The folders whose `index.ts` is their public surface. */
const surfaces = ['graph', 'resolvers']

/** The source of a file, by its path from the root with forward slashes. */
export type Sources = ReadonlyMap<string, string>

/** Every import that no row permits, every cycle and every inner barrel, one line each; empty when all arrows point one way. */
export function findViolations(sources: Sources): string[] {
  const violations: string[] = []
  const edges = new Map<string, string[]>()
  for (const [file, source] of sources) {
    const targets: string[] = []
    if (posix.basename(file) === 'index.ts' && !surfaces.includes(dirname(file)))
      violations.push(`${file} is an inner barrel: index.ts stands in ${surfaces.join(' and ')} only`)
    for (const specifier of importsOf(source)) {
      if (!specifier.startsWith('.')) {
        const problem = packageProblem(file, specifier)
        if (problem !== undefined) violations.push(problem)
        continue
      }
      const target = posix.normalize(posix.join(dirname(file), specifier))
      if (target.includes('node_modules/')) continue
      targets.push(target)
      if (!isPermitted(file, target)) violations.push(`${file} may not import ${target}: ${folderOf(file)} → ${folderOf(target)}`)
      if (posix.basename(target) === 'index.ts' && dirname(target) === folderOf(file) && !isTest(file))
        violations.push(`${file} may not import ${target}: inside its own folder it is named by file`)
    }
    edges.set(file, targets)
  }
  return [...violations, ...findCycles(edges)]
}

/** Reads all source files of the checkout. */
export function readSources(root: string): Sources {
  const folders = [...new Set(Object.keys(mayImport).map((row) => row.split('/')[0] as string))].filter((name) =>
    existsSync(join(root, name)),
  )
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root, exclude: (name) => /(?:^|[\\/])(?:node_modules|\.wrangler|dist)(?:[\\/]|$)/.test(name) },
  )
  return new Map(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')]))
}

/** Every specifier that a source imports, types included. Reads text: `import(variable)` is not seen, nor a specifier in a template. */
export function importsOf(source: string): string[] {
  const statements = source.matchAll(/^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm)
  const calls = source.matchAll(/\bimport\(\s*(['"])([^'"\n]+)\1\s*[),]/g)
  return [...statements, ...calls].map((match) => match[2] as string)
}

const isTest = (file: string) =>
  /\.(?:test|test-d|contract)\.ts$|\.test-[\w-]+\.ts$/.test(file) ||
  /(?:^|\/)(?:fakes|test|testing|bench)\//.test(file) ||
  /vitest\.config\.ts$/.test(file)

function isPermitted(file: string, target: string): boolean {
  const row = rowOf(mayImport, file)
  const own = row?.name ?? dirname(file)
  const permitted = [...(row?.permits ?? [])]
  if (isTest(file)) for (const extra of rowsOf(testsMayImport, file)) permitted.push(...extra.permits)
  else if (isForTests(target)) return false
  // Who composes reaches down into every part; nobody else into a part that has a row of its own.
  if (own === 'edge' || isTest(file)) return [own, ...permitted].some((name) => isWithin(name.replace(/\/\*$/, ''), target))
  const aim = folderOf(target)
  return aim === own || permitted.some((name) => name === aim || (name.endsWith('/*') && aim.startsWith(name.slice(0, -1))))
}

const isWithin = (folder: string, target: string) => target === folder || target.startsWith(`${folder}/`)
const isForTests = (target: string) => isTest(target) || target.startsWith('contracts/fakes/')

interface Row {
  /** The folder or file the row stands for, its star filled in. */
  readonly name: string
  readonly permits: readonly string[]
  readonly starred: boolean
}

/** All rows that match a file, the longest first, one without a star before one with it. A star stands for a folder, never for the file. */
function rowsOf(table: Readonly<Record<string, readonly string[]>>, file: string): Row[] {
  const parts = file.split('/')
  const rows: Row[] = []
  for (const [pattern, permits] of Object.entries(table)) {
    const wanted = pattern.split('/')
    if (wanted.length > parts.length || (wanted.length === parts.length && pattern.endsWith('*'))) continue
    if (wanted.every((part, at) => part === '*' || part === parts[at]))
      rows.push({ name: parts.slice(0, wanted.length).join('/'), permits, starred: pattern.includes('*') })
  }
  return rows.sort((one, other) => other.name.length - one.name.length || Number(one.starred) - Number(other.starred))
}

const rowOf = (table: Readonly<Record<string, readonly string[]>>, file: string) => rowsOf(table, file)[0]
const folderOf = (file: string) => rowOf(mayImport, file)?.name ?? dirname(file)

function packageProblem(file: string, specifier: string): string | undefined {
  if (isTest(file)) return undefined
  const layer = file.split('/')[0] as string
  const permitted = mayUse[layer]
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  if (permitted === undefined || permitted.includes(name)) return undefined
  return `${file} may not import the package ${name}: ${layer} uses ${permitted.length > 0 ? permitted.join(', ') : 'none'}`
}

/** One line for each ring of files, from its first file in alphabetical order back to itself. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles = new Set<string>()
  const state = new Map<string, 'open' | 'done'>()
  const trail: string[] = []
  const visit = (file: string) => {
    state.set(file, 'open')
    trail.push(file)
    for (const target of edges.get(file) ?? []) {
      if (!edges.has(target) || state.get(target) === 'done') continue
      if (state.get(target) === undefined) visit(target)
      else cycles.add(describeRing(trail.slice(trail.indexOf(target))))
    }
    trail.pop()
    state.set(file, 'done')
  }
  for (const file of [...edges.keys()].sort()) if (!state.has(file)) visit(file)
  return [...cycles]
}

function describeRing(ring: readonly string[]): string {
  const first = ring.indexOf([...ring].sort()[0] as string)
  const turned = [...ring.slice(first), ...ring.slice(0, first)]
  return `cycle: ${[...turned, turned[0]].join(' → ')}`
}
