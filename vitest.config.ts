import { existsSync, globSync } from 'node:fs'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { testDefaults } from './tools/vitest/test-defaults.ts'

const needsMore = ['**/node_modules/**', '**/*.worker.test.ts', '**/*.system.test.ts']

/**
 * One run for all tests that need no browser. What needs nothing runs in Node; what is pure besides (contracts, graph, resolvers, clients, rules)
 * runs in workerd too, where it will live; each origin brings a project over its own bindings; `system` starts all workers and speaks HTTP.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{contracts,graph,resolvers,edge,models,origin-mocks,clients,apps,tools,filter-*}/**/*.test.ts'],
          exclude: needsMore,
          isolate: false,
          ...testDefaults,
        },
      },
      {
        plugins: [cloudflareTest({ miniflare: { compatibilityDate: '2026-10-01' } })],
        test: {
          name: 'workerd',
          include: ['{contracts,graph,resolvers,clients,filter-rules}/**/*.test.ts'],
          exclude: [...needsMore, '**/*.node.test.ts'],
          isolate: false,
          ...testDefaults,
        },
      },
      ...globSync('{origin-mocks/*,filter-*}/vitest.config.ts'),
      ...(existsSync('edge/vitest.config.ts') ? ['edge/vitest.config.ts'] : []),
      {
        test: {
          name: 'system',
          include: ['conformance/**/*.system.test.ts'],
          globalSetup: ['tools/vitest/start-system.ts'],
          fileParallelism: false,
          // After the others: it has the machine to itself.
          sequence: { groupOrder: 1 },
          ...testDefaults,
        },
      },
    ],
  },
})
