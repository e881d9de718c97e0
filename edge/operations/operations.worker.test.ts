import { describe, expect, test } from 'vitest'
import { askEdge, askInProduction, queryUrl, signedIn } from '../test/bound-edge.ts'
import { operatorToken, postJson } from '../test/test-edge.ts'

// The edge worker with its own Durable Objects: what RPC and storage do to all this shows only here.
const operator = { authorization: `Bearer ${operatorToken}` }
const traceOf = (answer: Response) => answer.headers.get('x-marquee-trace') ?? ''

interface Listed {
  readonly dropped: number
  readonly requests: readonly { readonly trace: string; readonly debug: readonly string[] }[]
}

/** What the ring lists, once it has the request: within the two seconds that it promises. */
async function listedWith(trace: string, ask = askEdge): Promise<Listed> {
  let listed: Listed = { dropped: 0, requests: [] }
  await expect
    .poll(
      async () => {
        listed = (await (await ask('/ops/requests', { headers: operator })).json()) as Listed
        return listed.requests.map((one) => one.trace)
      },
      { timeout: 2_000 },
    )
    .toContain(trace)
  return listed
}

/** The record as the ring has it, as text. */
async function keptOf(trace: string): Promise<string> {
  await listedWith(trace)
  return (await askEdge(`/ops/explain/${trace}`, { headers: operator })).text()
}

describe('the ring', () => {
  test('keeps a request within two seconds, with its device’s pseudonym', async () => {
    const answer = await askEdge(queryUrl('{ me { id } }'), { headers: await signedIn(3) })
    await listedWith(traceOf(answer))
    const found = (await (await askEdge('/ops/requests?device=tv-3', { headers: operator })).json()) as Listed
    expect(found.requests.map(({ trace }) => trace)).toContain(traceOf(answer))
    expect(found.dropped).toBe(0)
  })

  test.each([
    ['a GraphQL document', queryUrl('{ hunter2: search(query: "hunter2") { id } }')],
    ['a GraphQL variable', queryUrl('query ($query: String!) { search(query: $query) { id } }', { query: 'hunter2' })],
    ['the id of a row', queryUrl('{ row(id: "hunter2") { heading } }')],
  ])('holds nothing of %s', async (_, url) => {
    const kept = await keptOf(traceOf(await askEdge(url)))
    expect(JSON.parse(kept)).toMatchObject({ plan: expect.arrayContaining(['Query']) })
    expect(kept).not.toContain('hunter2')
  })

  test('says how a member’s question was planned, and not whose it was', async () => {
    const answer = await askEdge(queryUrl('{ me { id name myList(limit: 2) { name } } }'), { headers: await signedIn(3) })
    const { plan, device } = JSON.parse(await keptOf(traceOf(answer))) as { plan: string[]; device: object }
    expect(plan.join('\n')).toContain('me')
    expect(device).toEqual({ class: 'tv', model: null, country: 'NL', profile: expect.stringMatching(/^[0-9a-f]{16}$/) })
  })
})

describe('the control room', () => {
  const put = (name: string, body: object) => askInProduction(`/ops/debug/${name}`, { ...postJson(body, operator), method: 'PUT' })

  test('has a device debugged in production, and the writes noted', async () => {
    const rule = { when: { header: { 'x-lab': 'on' } }, minutes: 5, reason: 'ticket 12' }
    expect((await put('lab', rule)).status).toBe(200)
    expect(await (await askInProduction('/ops/debug', { headers: operator })).json()).toMatchObject({
      rules: [{ name: 'lab', ...{ when: rule.when } }],
    })
    const answer = await askInProduction('/artwork/7/boxart/342.svg', { headers: { 'x-lab': 'on' } })
    const { requests } = await listedWith(traceOf(answer), askInProduction)
    expect(requests.find(({ trace }) => trace === traceOf(answer))?.debug).toEqual(['lab'])
    expect((await askInProduction('/ops/debug/lab', { method: 'DELETE', headers: operator })).status).toBe(200)
    expect(await (await askInProduction('/ops/audit', { headers: operator })).json()).toMatchObject({
      writes: [
        { author: 'operator', action: 'DELETE /ops/debug/lab', status: 200 },
        { author: 'operator', action: 'PUT /ops/debug/lab', reason: 'ticket 12', status: 200 },
      ],
    })
  })

  test('refuses one rule too many', async () => {
    const all = await Promise.all(Array.from({ length: 21 }, (_, at) => put(`r${at}`, { when: { share: 0 }, minutes: 1, reason: 'x' })))
    expect(all.filter(({ status }) => status === 400)).toHaveLength(1)
  })
})
