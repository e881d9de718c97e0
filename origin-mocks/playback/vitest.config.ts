import { defineConfig } from 'vitest/config'
import { timeLimits } from '../../tools/vitest/time-limits.ts'

export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    name: 'playback',
    root: import.meta.dirname,
    include: ['*.worker.test.ts'],
    ...timeLimits,
  },
})
