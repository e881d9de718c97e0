import { defineConfig } from 'vitest/config'
import { testDefaults } from '../tools/vitest/test-defaults.ts'

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    globalSetup: ['./start-marquee.ts'],
    fileParallelism: false,
    ...testDefaults,
  },
})
