import { median } from '../measure/interleave.ts'
import { memoryNow } from './memory-of.ts'
import { openShop, type Shop } from './shop.ts'
import { makeTraffic, type Visit } from './traffic.ts'

/** What one fragment costs. */
export interface EntryCost {
  /** Its share of an answer, with the comma before it; all are of about the same length. */
  readonly jsonBytes: number
  readonly accountedBytes: number
  /** What memory grows by. */
  readonly heldBytes: number
  readonly residentBytes: number
  /** CPU µs to make and keep one, beyond answering without. */
  readonly makingUs: number
  /** CPU µs to let one go, beyond making another. */
  readonly evictingUs: number
  /** CPU µs less than answering without, where one is taken. */
  readonly savedUs: number
  /** CPU ms of a page: without fragments, the first time, when all of it is kept, when others go for it, when all of it is there. */
  readonly page: { readonly without: number; readonly first: number; readonly making: number; readonly evicting: number; readonly seen: number }
}

const pageCount = 30
const now = () => 1_800_000_000_000

/** Asks for the same pages again and again, for an audience of its own each time, so that it is known what is kept and what is not. */
export async function entryCost(rounds: number): Promise<EntryCost> {
  const visits = Array.from({ length: pageCount }, makeTraffic(1, 5)).map((visit) => ({ ...visit, fields: ['name', 'boxart', 'synopsis'] }))
  const entries = visits.reduce((sum, { titles }) => sum + titles, 0)
  // The first process to make garbage settles the size of the heap: everything is done once before it counts.
  await round(visits, 0)
  const sizes = await sizeOf(visits)
  const figures: EntryCost['page'][] = []
  const evictions: number[] = []
  for (let turn = 1; turn <= rounds; turn++) {
    const { page, evicted } = await round(visits, turn)
    figures.push(page)
    evictions.push(evicted)
  }
  const of = (name: keyof EntryCost['page']) => median(figures.map((page) => page[name]))
  const page = { without: of('without'), first: of('first'), making: of('making'), evicting: of('evicting'), seen: of('seen') }
  const eachUs = (ms: number, count: number) => (ms * 1_000 * pageCount) / count
  return {
    ...sizes,
    makingUs: eachUs(page.making - page.without, entries),
    evictingUs: eachUs(page.evicting - page.making, median(evictions)),
    savedUs: eachUs(page.without - page.seen, entries),
    page,
  }
}

async function round(visits: readonly Visit[], turn: number): Promise<{ readonly page: EntryCost['page']; readonly evicted: number }> {
  const plain = openShop()
  const roomy = openShop({ maxBytes: 2 ** 30, now })
  // Holds less than one round keeps, and is full when the second begins.
  const full = openShop({ maxBytes: 16 * 2 ** 20, now })
  for (const audience of ['others', 'others']) await cpuMs(full, visits, `${audience} ${turn}`)
  await cpuMs(full, visits, `these ${turn}`)
  const before = full.graph.fragments?.stats.evicted ?? 0
  const first = await cpuMs(roomy, visits, 'these')
  const evicting = await cpuMs(full, visits, `these ${turn}`)
  const making = await cpuMs(roomy, visits, 'these')
  const without = await cpuMs(plain, visits, 'these')
  const seen = await cpuMs(roomy, visits, 'these')
  return { page: { without, first, making, evicting, seen }, evicted: (full.graph.fragments?.stats.evicted ?? 0) - before }
}

/** The CPU of one of these pages; each is for an audience of its own, so that none finds what another left. */
async function cpuMs(shop: Shop, visits: readonly Visit[], audience: string): Promise<number> {
  globalThis.gc?.()
  const before = process.cpuUsage()
  for (const [page, visit] of visits.entries()) await shop.answer(visit, `${audience} ${page}`)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / visits.length
}

async function sizeOf(visits: readonly Visit[]): Promise<Pick<EntryCost, 'jsonBytes' | 'accountedBytes' | 'heldBytes' | 'residentBytes'>> {
  const shop = openShop({ maxBytes: 2 ** 30, now })
  let entries = 0
  const start = memoryNow()
  for (const audience of ['a', 'b']) {
    for (let time = 0; time < 2; time++) await cpuMs(shop, visits, audience)
    for (const { titles } of visits) entries += titles
  }
  const end = memoryNow()
  const { bytes = 0 } = shop.graph.fragments?.stats ?? {}
  return {
    jsonBytes: await jsonBytes(visits),
    accountedBytes: bytes / entries,
    heldBytes: (end.held - start.held) / entries,
    residentBytes: (end.resident - start.resident) / entries,
  }
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
