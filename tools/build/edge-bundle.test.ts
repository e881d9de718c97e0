import { expect, test } from 'vitest'
import { projectRoot } from '../wrangler.ts'
import { edgeBudget, edgeSizes, overBudget } from './bundle-budget.ts'
import { bundleEdge, type EdgeModule } from './edge-bundle.ts'

const modules = await bundleEdge(projectRoot, { minify: true })
const packagesIn = (wanted: (module: EdgeModule) => boolean) =>
  new Set(
    modules.filter(wanted).flatMap(({ sources }) => sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1])),
  )

test('the edge worker keeps its budget, whole and at start', () => {
  expect(overBudget(edgeSizes(modules))).toEqual([])
})

test('an isolate starts without the protocol for arbitrary documents, the parser and the validator', () => {
  const atStart = modules.filter(({ loadedAtStart }) => loadedAtStart).flatMap(({ sources }) => sources)
  expect(atStart).toContain('edge/worker.ts')
  expect(atStart.filter((source) => /graphql-yoga|graphql-server\.ts|node_modules\/graphql\//.test(source))).toEqual([])
  expect(packagesIn(({ loadedAtStart }) => !loadedAtStart)).toContain('graphql-yoga')
})

test('no source stands in two modules: an error made in one is an instance of its class in the other', () => {
  const sources = modules.flatMap(({ sources }) => sources)
  expect(sources.length).toBe(new Set(sources).size)
  const copies = new Set(sources.flatMap((source) => /^(.*node_modules\/graphql)\//.exec(source)?.[1] ?? []))
  expect([...copies]).toEqual(['node_modules/graphql'])
})

test.each([
  { name: 'at its budget', gzip: edgeBudget.whole, problems: 0 },
  { name: 'a byte over it', gzip: edgeBudget.whole + 1, problems: 1 },
])('a worker $name has $problems problems', ({ gzip, problems }) => {
  expect(overBudget({ atStart: { raw: 1, gzip: 1 }, whole: { raw: gzip * 3, gzip } })).toHaveLength(problems)
})
