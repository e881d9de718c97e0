import type { History } from './members.ts'

/** So many films rated or watched say all that picks could. */
const enough = 20

/** How much the films that a profile picked to begin with still count: 1 while there is nothing else, 0 once there is enough. */
export function pickWeight({ ratings, viewings }: Pick<History, 'ratings' | 'viewings'>): number {
  return Math.max(0, 1 - (ratings.length + viewings.length) / enough)
}
