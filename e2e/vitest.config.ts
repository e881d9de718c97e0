import { defineConfig } from 'vitest/config'
import { timeLimits } from '../tools/vitest/time-limits.ts'

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    globalSetup: ['./start-marquee.ts'],
    fileParallelism: false,
    ...timeLimits,
  },
})
