import type { Ask, Subject } from '../measure/subject.ts'
import type { Shop } from './shop.ts'
import { makeTraffic, type Visit } from './traffic.ts'

export const maxBytes = 64 * 2 ** 20

/** Under which exponents of Zipf's law traffic is measured; the higher, the more is wanted of what is popular. */
export const exponents = [0.9, 1.1] as const

/** What has been asked of a shop so far. */
export interface Tally {
  /** Distinct titles of all pages. */
  readonly wanted: number
  readonly loaded: number
  readonly pages: number
  readonly bytes: number
  readonly evicted: number
}

const pooled = 400

/**
 * A shop under traffic that has gone on for so many pages. Tasks are `zipf EXPONENT PAGES`, which answer a homepage each, and the same with
 * ` tally` behind it, which answer what was asked so far.
 */
export function steadyShop(open: (now: () => number) => Shop): Subject {
  const counted = new Map<string, () => Tally>()
  return {
    async prepare(task): Promise<Ask> {
      const [law, exponent, pages, wish] = task.split(' ')
      if (law !== 'zipf') throw new RangeError(`Cannot prepare "${task}": not of the form "zipf EXPONENT PAGES"`)
      if (wish === 'tally') return () => new TextEncoder().encode(JSON.stringify(counted.get(`zipf ${exponent} ${pages}`)?.()))
      // Workers have no clock of their own between requests, and traffic has: 20 pages a second.
      let now = 1_800_000_000_000
      const shop = open(() => now)
      const next = makeTraffic(Number(exponent))
      let wanted = 0
      let asked = 0
      const answer = (visit: Visit) => {
        now += 50
        asked++
        wanted += visit.titles
        return shop.answer(visit)
      }
      // Without fragments the past does not matter.
      if (shop.graph.fragments !== undefined) for (let page = 0; page < Number(pages); page++) await answer(next())
      counted.set(task, () => {
        const { bytes = 0, evicted = 0 } = shop.graph.fragments?.stats ?? {}
        return { wanted, loaded: shop.loaded, pages: asked, bytes, evicted }
      })
      const visits = Array.from({ length: pooled }, makeTraffic(Number(exponent), 8))
      return (turn) => answer(visits[turn % pooled] as Visit)
    },
  }
}
