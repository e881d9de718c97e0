import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passportKey } from '../contracts/fakes/test-passports.ts'
import { type BareEdge, startBareEdge } from '../tools/vitest/bare-edge.ts'
import { type HttpOrigin, originBase, startHttpOrigin } from '../tools/vitest/http-origin.ts'
import { ask, json } from './marquee.ts'
import { beginRequest, type RawStream } from './raw-stream.ts'
import { residentMebibytes } from './resident-memory.ts'

/**
 * Devices that leave in the middle, a thousand in each way, against workerd itself: what wrangler puts in front of it has buffers and ends of its own.
 * An origin that sees each connection end shows that nothing hangs; the memory of the process, that nothing stays behind.
 */
const thousand = 1_000
const atOnce = 50
const warmUp = 200
const readings = 20

/**
 * How much more memory may be held after a thousand than before, in MiB. Each leaves at least 64 KiB in the middle of its way through the edge, a
 * thousand of them 62 MiB. An allocator and a heap of 128 MiB that are not yet warm may take as much once, and then no more: what stays behind of
 * requests is taken again by the next thousand, and by those after.
 */
const mostGrown = 40
const rounds = 3

const piece = new Uint8Array(64 * 1_024)
const announced = 1_000_000
const endless = 1_024 * 1_024 * 1_024
/** More than the buffers of all connections on the way. */
const muchMore = 64 * 1_024 * 1_024

let origin: HttpOrigin
let edge: BareEdge
beforeAll(async () => {
  origin = await startHttpOrigin()
  edge = await startBareEdge({
    ENVIRONMENT: 'local',
    OPS_TOKEN: 'operators-only-0123456789abcdef',
    SESSION_KEY: 'a-key-for-tests-of-32-bytes-or-more',
    PASSPORT_KEY: passportKey,
    HTTP_ORIGINS: JSON.stringify([{ name: 'legacy', url: `${origin.url}${originBase}`, paths: ['/legacy/'] }]),
  })
})
afterAll(() => {
  edge?.stop()
  origin?.stop()
})

interface Way {
  readonly name: string
  readonly path: string
  /** Brings a request to its middle. */
  begin(path: string): Promise<RawStream>
  /** What the origin does once they have left; without it the edge has to tell it. */
  afterwards?(): void
}

const ways: readonly Way[] = [
  {
    name: 'an upload that is broken off',
    path: '/legacy/left/upload',
    async begin(path) {
      const stream = await beginRequest(edge.url, 'POST', path, `content-length: ${announced}`)
      await stream.send(piece)
      return stream
    },
  },
  {
    name: 'an upload in chunks that is broken off',
    path: '/legacy/left-in-chunks/upload',
    async begin(path) {
      const stream = await beginRequest(edge.url, 'POST', path, 'transfer-encoding: chunked')
      await stream.send(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]))
      return stream
    },
  },
  {
    name: 'a download that is broken off',
    path: '/legacy/left/bytes',
    async begin(path) {
      const stream = await beginRequest(edge.url, 'GET', `${path}?size=${endless}`)
      await stream.take(piece.length)
      return stream
    },
  },
  {
    name: 'a reader that has stopped reading',
    path: '/legacy/slow/bytes',
    async begin(path) {
      const stream = await beginRequest(edge.url, 'GET', `${path}?size=${endless}`)
      await stream.take(1)
      return stream
    },
  },
  {
    name: 'a listener to events that has gone',
    path: '/legacy/left/events',
    async begin(path) {
      const stream = await beginRequest(edge.url, 'GET', path)
      await stream.see('data: hello')
      return stream
    },
    // workerd sees that nobody is there only when it next has something for them: a stream that says nothing stays.
    afterwards: () => void origin.tell('anybody there?'),
  },
]

const queries = ['{ title(id: 1) { name } }', '{ search(query: "a", limit: 3) { id } }']
const ordinary = async () =>
  Promise.all(queries.map(async (query) => (await ask(new URL('/graphql', edge.url).href, json({ query }))).text))

/** Lets so many leave, some at a time, and waits until the origin has seen each of them end. */
async function leave({ path, begin, afterwards }: Way, count: number): Promise<void> {
  const at = `${originBase}${path}`
  const { began } = await origin.ledger.until(at, 0, 0)
  for (let done = 0; done < count; done += atOnce) {
    const streams = await Promise.all(Array.from({ length: atOnce }, () => begin(path)))
    const all = began + done + atOnce
    await origin.ledger.until(at, all, 0)
    for (const stream of streams) stream.leave()
    afterwards?.()
    expect(await origin.ledger.until(at, all, all)).toMatchObject({ began: all, ended: all, cut: all })
  }
}

/** The least of some readings, each after an ordinary query: what is free again shows in one of them. */
async function settledMebibytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let reading = 0; reading < readings; reading++) {
    await ordinary()
    least = Math.min(least, residentMebibytes(edge.processGroup))
  }
  return least
}

/** How much memory a thousand take for good, in MiB: the least of some rounds, one where that is little enough. */
async function grownMebibytes(way: Way): Promise<number> {
  const readings = [await settledMebibytes()]
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds && least >= mostGrown; round++) {
    await leave(way, thousand)
    readings.unshift(await settledMebibytes())
    const [after = 0, before = 0] = readings
    least = Math.min(least, after - before)
  }
  if (process.env.MARQUEE_PRINT === '1') console.log(`${way.name}: ${readings.toReversed().join(' → ')} MiB`)
  return least
}

describe('a thousand times', () => {
  test.each(ways)('$name: each ends at the origin, and others are served as ever', async (way) => {
    const usual = await ordinary()
    await leave(way, warmUp)
    // Only Linux tells what a process holds.
    if (process.platform === 'linux') expect(await grownMebibytes(way), 'MiB that stay behind').toBeLessThan(mostGrown)
    else await leave(way, thousand)
    expect(await ordinary()).toEqual(usual)
  })
})

test('a reader that takes nothing holds its origin back: nothing is read ahead for it', async () => {
  const held = '/legacy/held/bytes'
  const stream = await beginRequest(edge.url, 'GET', `${held}?size=${endless}`)
  await stream.take(1)
  const sent: number[] = []
  // The time that others take to read so much is time enough to read ahead.
  for (let round = 0; round < rounds; round++) {
    const other = await fetch(new URL(`/legacy/read/bytes?size=${muchMore}`, edge.url))
    expect((await other.arrayBuffer()).byteLength).toBe(muchMore)
    sent.push((await origin.ledger.until(`${originBase}${held}`, 1, 0)).sent)
  }
  expect(sent.at(-1)).toBeLessThan(muchMore / 2)
  expect(sent.at(-1)).toBe(sent.at(-2))
  stream.leave()
  await origin.ledger.until(`${originBase}${held}`, 1, 1)
})
