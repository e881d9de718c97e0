import { reportTally, runVitest } from './vitest/run-vitest.ts'

/** `npm test`: every test that needs no browser; arguments go to vitest, as in `npm test -- graph --project node`. */
reportTally(await runVitest(process.argv.slice(3)))
