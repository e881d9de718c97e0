import { describe, expect, test } from 'vitest'
import { findViolations, importsOf } from './boundaries.ts'

const using = (specifier: string) => `import { thing } from '${specifier}'\n`
const files = (sources: Record<string, string>) => new Map(Object.entries(sources))

describe('findViolations', () => {
  test.each([
    { name: 'contracts import nothing', file: 'contracts/a.ts', imports: '../graph/b.ts', says: 'contracts → graph' },
    { name: 'graph imports nothing', file: 'graph/plan/a.ts', imports: '../../contracts/b.ts', says: 'graph → contracts' },
    {
      name: 'resolvers do not know the edge',
      file: 'resolvers/oops.ts',
      imports: '../edge/filters/filter.ts',
      says: 'resolvers → edge/filters',
    },
    { name: 'telemetry is a leaf', file: 'edge/telemetry/a.ts', imports: '../origins/b.ts', says: 'edge/telemetry → edge/origins' },
    {
      name: 'a part of the edge does not reach its root',
      file: 'edge/protocol/a.ts',
      imports: '../compose.ts',
      says: 'edge/protocol → edge',
    },
    {
      name: 'an origin does not know another',
      file: 'origin-mocks/catalog/a.ts',
      imports: '../members/b.ts',
      says: 'origin-mocks/catalog → origin-mocks/members',
    },
    {
      name: 'an origin does not know the edge',
      file: 'origin-mocks/catalog/a.ts',
      imports: '../../edge/b.ts',
      says: 'origin-mocks/catalog → edge',
    },
    { name: 'a system test speaks HTTP', file: 'conformance/a.system.test.ts', imports: '../edge/b.ts', says: 'conformance → edge' },
    { name: 'a client stands on its own', file: 'clients/some/a.ts', imports: '../../graph/index.ts', says: 'clients/some → graph' },
    { name: 'fakes are for tests', file: 'resolvers/a.ts', imports: '../contracts/fakes/b.ts', says: 'resolvers → contracts' },
    { name: 'a test is imported by tests only', file: 'graph/a.ts', imports: './testing/films.ts', says: 'graph → graph' },
  ])('$name', ({ file, imports, says }) => {
    const target = findViolations(files({ [file]: using(imports) }))
    expect(target).toHaveLength(1)
    expect(target[0]).toMatch(`${file} may not import`)
    expect(target[0]).toContain(says)
  })

  test.each([
    { name: 'its own folder', file: 'graph/plan/a.ts', imports: '../model/b.ts' },
    { name: 'what its row names', file: 'resolvers/title.ts', imports: '../contracts/catalog.ts' },
    { name: 'the root of the edge composes its parts', file: 'edge/compose.ts', imports: './origins/call-origin.ts' },
    { name: 'an endpoint uses what stands beside it', file: 'edge/endpoints/falcor.ts', imports: '../protocol/form.ts' },
    { name: 'a filter holds the exchange', file: 'edge/filters/a.ts', imports: '../exchange.ts' },
    { name: 'tools seed origins', file: 'tools/start/seed.ts', imports: '../../origin-mocks/members/seed/a.ts' },
    {
      name: 'what the row of one folder names, beside the row of all',
      file: 'origin-mocks/ranking/a.ts',
      imports: '../../models/top.ts',
    },
    { name: 'a client is tested over the engine', file: 'clients/some/a.test.ts', imports: '../../graph/testing/films.ts' },
    { name: 'a test may use fakes', file: 'resolvers/title.test.ts', imports: '../contracts/fakes/catalog.ts' },
    { name: 'a test of the edge may use all of it', file: 'edge/protocol/falcor.test.ts', imports: '../compose.ts' },
    { name: 'a suite for a contract may use the contract', file: 'contracts/catalog.contract.ts', imports: './catalog.ts' },
  ])('permits: $name', ({ file, imports }) => {
    expect(findViolations(files({ [file]: using(imports) }))).toEqual([])
  })

  test('names a cycle by its files, type imports included', () => {
    const sources = { 'graph/b.ts': "import type { A } from './a.ts'", 'graph/a.ts': using('./c.ts'), 'graph/c.ts': using('./b.ts') }
    expect(findViolations(files(sources))).toEqual(['cycle: graph/a.ts → graph/c.ts → graph/b.ts → graph/a.ts'])
  })

  test('refuses an inner barrel, and the surface of a folder from inside', () => {
    expect(findViolations(files({ 'graph/plan/index.ts': '' }))).toEqual([
      'graph/plan/index.ts is an inner barrel: index.ts stands in graph and resolvers only',
    ])
    expect(findViolations(files({ 'graph/plan/a.ts': using('../index.ts') }))).toEqual([
      'graph/plan/a.ts may not import graph/index.ts: inside its own folder it is named by file',
    ])
  })

  test('lets the engine use the parser of graphql-js and no other package', () => {
    expect(findViolations(files({ 'graph/a.ts': using('graphql') }))).toEqual([])
    expect(findViolations(files({ 'graph/a.ts': using('valibot') }))).toEqual([
      'graph/a.ts may not import the package valibot: graph uses graphql',
    ])
  })
})

test.each([
  { name: 'a named import', source: "import { a } from './a.ts'", found: ['./a.ts'] },
  { name: 'one over several lines', source: "import {\n  a,\n  type B,\n} from './a.ts'", found: ['./a.ts'] },
  { name: 'a type import', source: "import type { A } from './a.ts'", found: ['./a.ts'] },
  { name: 'an import for its effect', source: "import './a.ts'", found: ['./a.ts'] },
  { name: 'a re-export', source: "export { a } from './a.ts'", found: ['./a.ts'] },
  { name: 'a dynamic import', source: "const a = await import('./a.ts')", found: ['./a.ts'] },
  { name: 'the import of a type in place', source: "type A = import('./a.ts').A", found: ['./a.ts'] },
  { name: 'an export with a string in it', source: "export const a = './a.ts'\nexport function b() {}", found: [] },
])('importsOf sees $name', ({ source, found }) => expect(importsOf(source)).toEqual(found))
