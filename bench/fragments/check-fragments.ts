import { lifeMs, openShop } from './shop.ts'
import { makeTraffic } from './traffic.ts'

/** Throws where an answer with fragments is not byte for byte what it is without: while they come, are used, are evicted and expire. */
export async function checkFragments(pages: number): Promise<void> {
  const clock = { now: 1_800_000_000_000 }
  const plain = openShop()
  const kept = openShop({ maxBytes: 4 * 2 ** 20, now: () => clock.now })
  const next = makeTraffic(1, 3)
  for (let page = 0; page < pages; page++) {
    const visit = next()
    // Each life ends in the middle of a row of pages.
    clock.now += (2 * lifeMs) / pages
    for (let time = 0; time < 3; time++) {
      const [one, other] = await Promise.all([kept.answer(visit), plain.answer(visit)])
      if (Buffer.compare(one, other) !== 0) throw new Error(`Page ${page} is another with fragments the ${time + 1}. time it is asked for`)
    }
  }
  if (kept.loaded >= plain.loaded) throw new Error('Fragments are not used: as much was loaded with as without')
  if ((kept.graph.fragments?.stats.evicted ?? 0) === 0) throw new Error('No fragment was evicted: the check proves less than it should')
}
