import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { ask, json, marqueeUrl } from './marquee.ts'
import { filterSource, operate, publish, statesOf } from './operator.ts'

/** `MARQUEE_LOAD_SECONDS=60 npm test -- --project system conformance/filters-under-load` for the whole proof; a few turns each time. */
const seconds = Number(process.env.MARQUEE_LOAD_SECONDS ?? 20)
const turnMs = 5_000
const clients = 8
const film = '/graphql?query=%7Btitle(id%3A1)%7Bname%7D%7D'

const broken = [
  { kind: 'syntax', apply: 'return [', told: undefined },
  { kind: 'throws', apply: 'throw new Error("no")', told: 'threw' },
  { kind: 'nonsense', apply: 'return [{ respond: 7 }]', told: 'nonsense' },
  { kind: 'network', apply: 'return [fetch("https://example.com")]', told: 'threw' },
  { kind: 'endless loop', apply: 'while (true) {}', told: 'steps' },
]

interface Seen {
  readonly startedAt: number
  readonly refused: boolean
  readonly status: number
  readonly inbound: number
  readonly outbound: number
}

const agent = new Agent({ keepAlive: true, maxSockets: clients })

function ask1(headers: Record<string, string>): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request(new URL(film, marqueeUrl), { agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
      answer.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

/** Devices that ask without a pause until they are stopped; every twentieth request is one that the healthy filter refuses. */
function startLoad(tokens: readonly string[]) {
  const seen: Seen[] = []
  let stopped = false
  const client = async (first: number) => {
    for (let turn = first; !stopped; turn++) {
      const refused = turn % 20 === 0
      const startedAt = Date.now()
      const authorization = `Bearer ${tokens[turn % tokens.length]}`
      const { status, headers } = await ask1({ accept: 'application/json', authorization, ...(refused && { 'x-lab': 'refuse' }) })
      seen.push({ startedAt, refused, status, inbound: Number(headers['x-in']), outbound: Number(headers['x-out']) })
    }
  }
  const running = Promise.all(Array.from({ length: clients }, (_, first) => client(first)))
  return {
    seen,
    async stop() {
      stopped = true
      await running
    },
  }
}

const healthyIn = (turn: number) =>
  filterSource(
    `return [{ setResponseHeader: ['x-in', '${turn}'] }, ...(request.headers['x-lab'] === 'refuse' ? [{ respond: { status: 403, code: 'LAB' } }] : [])]`,
    "stage: 'inbound', failMode: 'open', when: { path: '/graphql' }",
  )
const healthyOut = (turn: number) =>
  filterSource(`return [{ setResponseHeader: ['x-out', '${turn}'] }]`, "stage: 'outbound', failMode: 'open', when: { path: '/graphql' }")

test(
  'under constant load new revisions come every five seconds, half of them broken: no request fails, no set is mixed, none is old, what is broken is undone',
  async () => {
    const names = { inbound: 'load-in', outbound: 'load-out', broken: 'load-broken' }
    const tokens = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const answer = await ask('/session', json({ device: { id: `load-${at}`, class: 'tv' }, profile: (at % 20) + 1 }))
        return answer.json<{ token: string }>().token
      }),
    )
    await publish(names.inbound, healthyIn(0))
    await publish(names.outbound, healthyOut(0))
    await publish(names.broken, filterSource('return []'))
    const activations: { readonly turn: number; readonly at: number }[] = []
    const undone: { readonly kind: string; readonly ms: number }[] = []
    const load = startLoad(tokens)
    try {
      for (let turn = 1; turn <= Math.floor((seconds * 1_000) / turnMs); turn++) {
        const began = Date.now()
        if (turn % 2 === 1) {
          const wrong = broken[((turn - 1) / 2) % broken.length] as (typeof broken)[number]
          const source = filterSource(`/* ${turn} */ ${wrong.apply}`)
          if (wrong.told === undefined) {
            const put = await operate('PUT', `/ops/filters/${names.broken}`, source, { 'content-type': 'text/javascript' })
            expect(put.status).toBe(400)
          } else {
            const revision = await publish(names.broken, source, 0.5)
            const live = Date.now()
            await expect
              .poll(async () => (await statesOf(names.broken)).find((one) => one.revision === revision)?.states.at(-1))
              .toBe('undone')
            undone.push({ kind: wrong.kind, ms: Date.now() - live })
          }
        } else {
          // The inbound one first: a whole set never holds a newer outbound one.
          await publish(names.inbound, healthyIn(turn))
          activations.push({ turn, at: Date.now() })
          await publish(names.outbound, healthyOut(turn))
        }
        await expect.poll(() => Date.now() - began, { timeout: turnMs * 2 }).toBeGreaterThanOrEqual(turnMs)
      }
    } finally {
      await load.stop()
      await operate('POST', '/ops/filters/off')
    }
    const { seen } = load
    const failed = seen.filter(({ status, refused }) => status !== (refused ? 403 : 200))
    const mixed = seen.filter(({ inbound, outbound }) => outbound > inbound || Number.isNaN(inbound) || Number.isNaN(outbound))
    const old = seen.filter(({ startedAt, inbound }) => activations.some(({ turn, at }) => startedAt > at + 5_000 && inbound < turn))
    const lateMs = activations.map(({ turn, at }) =>
      Math.max(0, ...seen.filter((one) => one.inbound < turn).map(({ startedAt }) => startedAt - at)),
    )
    if (process.env.MARQUEE_PRINT !== undefined)
      console.log(
        JSON.stringify({ seconds, requests: seen.length, failed: failed.length, mixed: mixed.length, old: old.length, lateMs, undone }),
      )
    expect(seen.length).toBeGreaterThan(seconds)
    expect(failed).toEqual([])
    expect(mixed).toEqual([])
    expect(old).toEqual([])
  },
  (seconds + 60) * 2_000,
)
