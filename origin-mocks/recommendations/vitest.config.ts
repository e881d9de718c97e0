import { defineConfig } from 'vitest/config'
import { testDefaults } from '../../tools/vitest/test-defaults.ts'

/** The tests that need workerd: this worker and the real ranker by their own configurations, the other origins by stand-ins. */
export default defineConfig({
  test: {
    name: 'recommendations',
    root: import.meta.dirname,
    include: ['*.worker.test.ts'],
    ...testDefaults,
  },
})
