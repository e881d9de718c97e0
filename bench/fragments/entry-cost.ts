import { FragmentStore } from '../../graph/fragments/fragment-store.ts'
import { median } from '../measure/interleave.ts'
import { memoryNow } from './memory-now.ts'
import { openShop, type Shop } from './shop.ts'
import { maxBytes } from './steady-shop.ts'
import { makeTraffic, type Visit } from './traffic.ts'

/** CPU ms of a page: without fragments, with all its titles new, with all kept after it, with all there. */
export interface PageCost {
  readonly without: number
  readonly first: number
  readonly making: number
  readonly seen: number
}

/** What one fragment costs. */
export interface EntryCost {
  /** Its share of an answer, with the comma before it. */
  readonly jsonBytes: number
  readonly accountedBytes: number
  /** What memory grows by. */
  readonly heldBytes: number
  /** CPU µs to note that it was wanted, beyond answering without. */
  readonly notingUs: number
  /** CPU µs to make and keep one, beyond answering without. */
  readonly makingUs: number
  /** CPU µs less than answering without, where one is taken. */
  readonly savedUs: number
  /** CPU µs to let one go that nobody has used. */
  readonly evictingUs: number
  /** CPU ms of the one that comes when all that is kept in 64 MB was used. */
  readonly worstPutMs: number
  readonly page: PageCost
}

const pageCount = 16
const warmRounds = 2
const now = () => 1_800_000_000_000
const plain = openShop()

/** Asks for the same pages three times, for audiences of their own, so that it is known what is kept of them and what is not. */
export async function entryCost(rounds: number): Promise<EntryCost> {
  const visits = Array.from({ length: pageCount }, makeTraffic(1, 5)).map((visit) => ({ ...visit, fields: ['name', 'boxart', 'synopsis'] }))
  const entries = visits.reduce((sum, { titles }) => sum + titles, 0)
  for (let turn = 0; turn < warmRounds; turn++) await costOfPage(visits)
  const sizes = await sizeOf(visits, entries)
  const pages: PageCost[] = []
  for (let turn = 0; turn < rounds; turn++) pages.push(await costOfPage(visits))
  // What is between two pages of the same round tells more than what is between two medians.
  const eachUs = (of: (page: PageCost) => number) => (median(pages.map(of)) * 1_000 * pageCount) / entries
  const middle = (name: keyof PageCost) => median(pages.map((page) => page[name]))
  return {
    ...sizes,
    notingUs: eachUs(({ first, without }) => first - without),
    makingUs: eachUs(({ making, without }) => making - without),
    savedUs: eachUs(({ without, seen }) => without - seen),
    evictingUs: evicting(sizes.jsonBytes, rounds, false).eachUs,
    worstPutMs: evicting(sizes.jsonBytes, rounds, true).allMs,
    page: { without: middle('without'), first: middle('first'), making: middle('making'), seen: middle('seen') },
  }
}

async function costOfPage(visits: readonly Visit[]): Promise<PageCost> {
  const kept = openShop({ maxBytes: 2 ** 30, now })
  const without = await cpuMs(openShop(), visits)
  return { without, first: await cpuMs(kept, visits), making: await cpuMs(kept, visits), seen: await cpuMs(kept, visits) }
}

/** The CPU of one of these pages; each is for an audience of its own, so that none finds what another has left. */
async function cpuMs(shop: Shop, visits: readonly Visit[]): Promise<number> {
  // What came before leaves garbage, and collecting it leaves a small heap that has to grow again: neither is what a page costs.
  globalThis.gc?.()
  for (const visit of visits) await plain.answer(visit)
  const before = process.cpuUsage()
  for (const [page, visit] of visits.entries()) await shop.answer(visit, `audience ${page}`)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / visits.length
}

/** Fills a store of 64 MB, then puts a fragment as large as nearly all that is in it; or, where all was used, one more of the same size. */
function evicting(bytes: number, rounds: number, used: boolean): { readonly eachUs: number; readonly allMs: number } {
  const figures: { eachUs: number; allMs: number }[] = []
  for (let turn = 0; turn < rounds; turn++) {
    const store = new FragmentStore({ maxBytes, now })
    // Two, since a shelf has only so much room for numbers.
    const shelves = [store.shelf('films', 'one'), store.shelf('films', 'other')]
    let id = 0
    for (; store.stats.evicted === 0; id++) {
      shelves[id & 1]?.put(id >> 1, new Uint8Array(bytes), Number.POSITIVE_INFINITY)
    }
    if (used) for (let again = 0; again < id; again++) shelves[again & 1]?.find(again >> 1, 0)
    const newcomer = new Uint8Array(used ? bytes : 0.9 * maxBytes)
    const [evicted, before] = [store.stats.evicted, process.cpuUsage()]
    store.shelf('films', 'newcomer').put(id, newcomer, Number.POSITIVE_INFINITY)
    const { user, system } = process.cpuUsage(before)
    figures.push({ eachUs: (user + system) / (store.stats.evicted - evicted), allMs: (user + system) / 1_000 })
  }
  return { eachUs: median(figures.map(({ eachUs }) => eachUs)), allMs: median(figures.map(({ allMs }) => allMs)) }
}

async function sizeOf(visits: readonly Visit[], entries: number): Promise<Pick<EntryCost, 'jsonBytes' | 'accountedBytes' | 'heldBytes'>> {
  const shop = openShop({ maxBytes: 2 ** 30, now })
  const before = memoryNow()
  for (let time = 0; time < 2; time++) await cpuMs(shop, visits)
  const heldBytes = (memoryNow() - before) / entries
  const { bytes = 0 } = shop.graph.fragments?.stats ?? {}
  return { jsonBytes: await jsonBytes(visits), accountedBytes: bytes / entries, heldBytes }
}

/** The mean length of a title in an answer, its key and a comma included. */
async function jsonBytes(visits: readonly Visit[]): Promise<number> {
  const shop = openShop()
  let bytes = 0
  let titles = 0
  for (const visit of visits) {
    const { jsonGraph } = JSON.parse(new TextDecoder().decode(await shop.answer(visit)))
    bytes += Buffer.byteLength(JSON.stringify(jsonGraph.titles)) - 1
    titles += visit.titles
  }
  return bytes / titles
}
