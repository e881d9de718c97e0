import { defineConfig } from 'vitest/config'
import { testDefaults } from '../../tools/vitest/test-defaults.ts'

/** The tests that need workerd: this worker by its own configuration, the catalog by a stand-in. */
export default defineConfig({
  test: {
    name: 'ranking',
    root: import.meta.dirname,
    include: ['**/*.worker.test.ts'],
    ...testDefaults,
  },
})
