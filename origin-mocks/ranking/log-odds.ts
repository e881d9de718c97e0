/** The log-odds of a chance, which is never taken for certain: 0.02 to 0.98. */
export function logOdds(chance: number): number {
  const near = Math.min(0.98, Math.max(0.02, chance))
  return Math.log(near / (1 - near))
}
