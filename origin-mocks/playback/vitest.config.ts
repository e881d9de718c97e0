import { defineConfig } from 'vitest/config'
import { testDefaults } from '../../tools/vitest/test-defaults.ts'

export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    name: 'playback',
    root: import.meta.dirname,
    include: ['*.worker.test.ts'],
    ...testDefaults,
  },
})
