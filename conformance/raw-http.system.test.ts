import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passportKey } from '../contracts/fakes/test-passports.ts'
import { type BareEdge, startBareEdge } from '../tools/vitest/bare-edge.ts'
import { graphqlData } from './ask-graphql.ts'
import { expectRefusal, expectTold } from './expect-refusal.ts'
import { modelUrl } from './falcor-wire.ts'
import { type Answered, ask, json, marqueeUrl } from './marquee.ts'
import { type RawExchange, rawGet, sendRaw } from './raw-http.ts'
import { type RawRequest, type Reply, rawRequests, unfinishedRequests } from './raw-requests.ts'
import { signIn } from './sign-in.ts'

const secrets = {
  ENVIRONMENT: 'local',
  OPS_TOKEN: 'operators-only-0123456789abcdef',
  SESSION_KEY: 'a-key-for-tests-of-32-bytes-or-more',
  PASSPORT_KEY: passportKey,
}
const notes = new Map<RawRequest, string[]>()
const rowOf = ([{ row, name }, cells]: [RawRequest, readonly string[]]) => `| ${[row, name, ...cells].join(' | ')} |`
let bare: BareEdge

beforeAll(async () => {
  bare = await startBareEdge(secrets)
})
afterAll(() => {
  bare.stop()
  if (process.env.MARQUEE_PRINT === '1')
    console.log(['| row | request | `wrangler dev` | workerd |', '|---|---|---|---|', ...[...notes].map(rowOf)].join('\n'))
})

/** What an ordinary device gets, in both languages. */
async function ordinary(url: string): Promise<readonly string[]> {
  const falcor = await ask(new URL(modelUrl([['titles', [1, 2], ['name', 'isAdmin', 'x']]]), url).href)
  const graphql = await ask(new URL('/graphql', url).href, json({ query: '{ title(id: 1) { name } }' }))
  expect([falcor.status, graphql.status]).toEqual([200, 200])
  return [falcor.text, graphql.text]
}

const runtimes = [
  { runtime: 'wrangler', urlOf: () => marqueeUrl },
  { runtime: 'workerd', urlOf: () => bare.url },
] as const

const casesOf = (requests: readonly RawRequest[], runtime: 'wrangler' | 'workerd') =>
  requests.map((request) => ({ request, row: request.row, name: request.name, reply: request[runtime] }))

describe.each(runtimes)('$runtime and the edge', ({ runtime, urlOf }) => {
  let usual: readonly string[]
  beforeAll(async () => {
    usual = await ordinary(urlOf())
  })

  test.each(casesOf(rawRequests, runtime))('$row $name: $reply.status by $reply.by', async ({ request, reply }) => {
    const exchange = await sendRaw(urlOf(), request.text)
    note(request, exchange)
    expectReply(exchange, reply)
    expect(await ordinary(urlOf())).toEqual(usual)
  })
})

// Side by side, since each waits for a time that is real.
describe.concurrent('a body whose end never comes', () => {
  for (const { runtime, urlOf } of runtimes) {
    test.each(casesOf(unfinishedRequests, runtime))(
      `54 $name: $reply.status by $reply.by behind ${runtime}`,
      async ({ request, reply }) => {
        const exchange = await sendRaw(urlOf(), request.text)
        note(request, exchange)
        expectReply(exchange, reply)
      },
    )
  }

  test('54 an operator’s, whose calls may take long: 408 when it has stalled for long enough', async () => {
    const lines = ['POST /ops/purge HTTP/1.1', 'Host: {host}', `Authorization: Bearer ${secrets.OPS_TOKEN}`, 'Content-Length: 35', '', '{']
    expectReply(await sendRaw(bare.url, lines.join('⏎')), { by: 'marquee', status: 408, code: 'BODY_TIMEOUT', goesOn: false })
  })
})

describe('the address of a stream', () => {
  const spelled = async (start: string) => {
    const who = await signIn(9)
    const { title } = await graphqlData<{ title: { playback: { dashUrl: string } } }>('{ title(id: 7) { playback { dashUrl } } }', who)
    const { pathname } = new URL(title.playback.dashUrl)
    return [await rawGet(marqueeUrl, pathname), await rawGet(marqueeUrl, pathname.replace('/play/', start))] as const
  }

  test.each([
    ['with a letter encoded', '/%70lay/', 403],
    ['with two slashes', '//play/', 400],
    ['with an encoded slash', '/play%2f', 400],
  ])('%s opens nothing', async (_, start, status) => {
    const [plain, other] = await spelled(start)
    expect([plain.status, other.status]).toEqual([200, status])
  })

  // No spelling of ours: the proxy of wrangler hands on the normal form alone.
  test.each([
    ['with a dot segment', '/play/./'],
    ['around a segment', '/x/../play/'],
    ['with a backslash', '/play\\'],
  ])('%s is the plain one by the time it gets here', async (_, start) => {
    const [plain, other] = await spelled(start)
    expect(other.text).toBe(plain.text)
  })
})

function note(request: RawRequest, { answer, after }: RawExchange): void {
  const by = answer?.headers.has('x-marquee-trace') ? (codeOf(answer) ?? 'answered') : 'by the runtime'
  const cell = answer === undefined ? 'ends without a word' : `${answer.status} ${by}, ${after === undefined ? 'ends' : 'goes on'}`
  notes.set(request, [...(notes.get(request) ?? []), cell])
}

const codeOf = ({ text }: Answered) =>
  (JSON.parse(text) as { readonly errors?: readonly { readonly extensions: { readonly code: string } }[] }).errors?.[0]?.extensions.code

function expectReply({ answer, after }: RawExchange, { by, status, code, goesOn }: Reply): void {
  expect(answer?.status ?? null, answer?.text.slice(0, 300)).toBe(status)
  expect(answer?.headers.has('x-marquee-trace') ?? false).toBe(by === 'marquee')
  expect(answer?.text ?? '').not.toContain('evil')
  if (answer !== undefined && code !== undefined) expectRefusal(answer, code)
  if (answer !== undefined && by === 'marquee') expectTold(answer)
  expect(after?.text).toBe(goesOn ? '{"alive":true}' : undefined)
}
