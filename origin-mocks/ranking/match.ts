import { probability } from './score.ts'

/** A liking as members see it: 0 to 100, never falling as liking grows. Without affinities it is the film's quality in per cent. */
export function toMatch(liking: number): number {
  return Math.round(100 * probability(liking))
}
