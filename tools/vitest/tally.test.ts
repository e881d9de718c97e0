import { expect, test } from 'vitest'
import { tally } from './tally.ts'

const report = (passed: number, failed: number, unloaded = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: Array.from({ length: unloaded }, () => ({ status: 'failed', assertionResults: [] })),
})

test.each([
  { name: 'all passed', report: report(3, 0), code: 0, passed: 3, failed: 0 },
  { name: 'one failed', report: report(2, 1), code: 1, passed: 2, failed: 1 },
  { name: 'a file did not load', report: report(2, 0, 1), code: 1, passed: 2, failed: 1 },
  { name: 'an error outside of any test', report: report(2, 0), code: 1, passed: 2, failed: 1 },
  { name: 'no report at all', report: undefined, code: 1, passed: 0, failed: 1 },
])('counts: $name', ({ report, code, passed, failed }) => expect(tally(report, code)).toEqual({ passed, failed }))
