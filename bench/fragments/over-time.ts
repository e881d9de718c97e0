import { memoryNow } from './memory-now.ts'
import { lifeMs, openShop } from './shop.ts'
import { maxBytes } from './steady-shop.ts'
import { makeTraffic, type Visit } from './traffic.ts'

/** What a store has come to after so many pages. */
export interface Moment {
  readonly pages: number
  /** True for what comes after the life of all that was kept. */
  readonly expired: boolean
  /** Titles that were there, of all that were wanted since the moment before. */
  readonly hitRate: number
  readonly cpuMsPerPage: number
  readonly accountedBytes: number
  /** What memory has grown by since before the first page. */
  readonly heldBytes: number
  readonly evicted: number
  readonly evictedPerPage: number
}

/** Follows a store of 64 MB from its first page on, to each of these counts of pages; then all has expired, and it goes on for `more` pages. */
export async function overTime(counts: readonly number[], more: number): Promise<Moment[]> {
  let now = 1_800_000_000_000
  const kept = openShop({ maxBytes, now: () => now })
  const next = makeTraffic(1)
  await warm()
  const before = memoryNow()
  const moments: Moment[] = []
  let pages = 0
  const goOn = async (until: number, expired: boolean) => {
    const start = { pages, loaded: kept.loaded, evicted: kept.graph.fragments?.stats.evicted ?? 0 }
    let wanted = 0
    let cpu = 0
    while (pages < until) {
      const visits = Array.from({ length: Math.min(50, until - pages) }, next)
      const { user, system } = process.cpuUsage()
      for (const visit of visits) {
        now += 50
        await kept.answer(visit)
      }
      const spent = process.cpuUsage({ user, system })
      cpu += spent.user + spent.system
      pages += visits.length
      for (const { titles } of visits) wanted += titles
    }
    const { bytes, evicted } = kept.graph.fragments?.stats ?? { bytes: 0, evicted: 0 }
    moments.push({
      pages,
      expired,
      hitRate: 1 - (kept.loaded - start.loaded) / wanted,
      cpuMsPerPage: cpu / 1_000 / (pages - start.pages),
      accountedBytes: bytes,
      heldBytes: memoryNow() - before,
      evicted,
      evictedPerPage: (evicted - start.evicted) / (pages - start.pages),
    })
  }
  for (const count of counts) await goOn(count, false)
  now += lifeMs
  await goOn(pages + more, true)
  await goOn(pages + more, true)
  return moments
}

/** Compiles what will be used, so that it is no part of the growth. */
async function warm(): Promise<void> {
  const [plain, kept] = [openShop(), openShop({ maxBytes: 2 ** 20, now: () => 0 })]
  const visits: Visit[] = Array.from({ length: 40 }, makeTraffic(1, 9))
  for (const shop of [plain, kept, kept]) for (const visit of visits) await shop.answer(visit)
}
