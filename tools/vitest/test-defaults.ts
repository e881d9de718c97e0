/** What every project of tests spreads into its configuration. */
export const testDefaults = {
  /** All cores: by itself vitest leaves one free, of two half. */
  maxWorkers: '100%',
  /** When a test has hung, in milliseconds: far above what the slowest machine takes, since how fast a test is says nothing of what it promises. */
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
} as const
