import { defineConfig } from 'vitest/config'

export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    name: 'playback',
    root: import.meta.dirname,
    include: ['*.worker.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
