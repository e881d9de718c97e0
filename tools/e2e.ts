import { reportTally, runVitest } from './vitest/run-vitest.ts'

/** `npm run test:e2e`: the tests in a real browser. */
reportTally(await runVitest(['--config', 'e2e/vitest.config.ts', ...process.argv.slice(3)]))
