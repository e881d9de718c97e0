/** What the filter under way may still do. The compiler has every loop and every function of a filter spend one step at each turn (`filter-compiler/count-steps.ts`). */
export const budget = {
  /** Below zero it is spent: each further step throws again, so that no `catch` outlives it. Zero between runs: nothing of a filter runs then. */
  left: 0,
  stop(): never {
    // Were it to count on, it would come round one day.
    budget.left = -1
    throw new RangeError('the filter has run for too many steps')
  },
}
