import { defineConfig } from 'vitest/config'

/** The tests that need workerd: this worker by its own configuration, the catalog by a stand-in. */
export default defineConfig({
  test: {
    name: 'ranking',
    root: import.meta.dirname,
    include: ['**/*.worker.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
