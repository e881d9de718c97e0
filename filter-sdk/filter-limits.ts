/** What a published filter may cost. */
export const filterLimits = {
  maxSourceBytes: 64 * 1024,
  /** Published at a time. */
  maxFilters: 50,
  maxNameLength: 64,
  /** Turns of loops and calls of functions in one run, but for calls that `filter-compiler/leaf-functions.ts` lets go free. */
  maxSteps: 50_000,
  /** In one verdict. */
  maxActions: 32,
  /** Values in one verdict, at any depth. */
  maxValues: 2_000,
  maxDepth: 16,
  /** Of all strings and keys of one verdict together, in UTF-16 code units. */
  maxTextLength: 64 * 1024,
  maxHeaderNameLength: 128,
  maxHeaderValueLength: 4_096,
  /** In one `respond`. */
  maxHeaders: 32,
  maxAttributeLength: 1_024,
  maxMessageLength: 500,
  maxLocationLength: 2_048,
  /** Names in `before` or `after`, values in a list of `when`. */
  maxListed: 100,
  maxFixtures: 100,
} as const
