import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { passportKey } from '../contracts/fakes/test-passports.ts'
import { type BareEdge, startBareEdge } from '../tools/vitest/bare-edge.ts'
import { type Answered, ask, marqueeUrl } from './marquee.ts'
import { rawGet, sendRaw } from './raw-http.ts'
import { signIn } from './sign-in.ts'

/** What a terminal or an editor acts on, and JSON leaves as it is in part. */
const active = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]/
/** Bytes of UTF-8, as they stand in a header. */
const utf8 = (text: string) => Buffer.from(text).toString('latin1')

const operator = { authorization: `Bearer ${inject('opsToken')}` }
const opsCall = async (path: string) => (await ask(path, { headers: operator })).text
const explain = ({ headers }: Answered) => opsCall(`/ops/explain/${headers.get('x-marquee-trace')}`)

describe('an operator who looks at a request', () => {
  test.each([
    ['colours', '\x1b[31mevil\x1b[0m'],
    ['colours by one character', utf8('\x9b31mevil')],
    ['the title of the window', '\x1b]0;evil\x07'],
    ['text turned around', utf8('live\u202elive')],
    ['what is not seen', utf8('e\u200bvil')],
    ['a new line', utf8('evil\u2028{"level":"info"}')],
    ['what was there erased', 'good\x08\x08\x08\x08evil\x7f'],
    ['the end of a text of JSON', '","status":200,"evil":"'],
  ])('gets no %s from its headers', async (_, value) => {
    const names = ['User-Agent', 'Accept-Language', 'apollographql-client-name', 'graphql-client-version', 'Origin']
    const told = await explain(await rawGet(marqueeUrl, '/nosuch', ...names.map((name) => `${name}: ${value}`)))
    expect(told).not.toMatch(active)
    const { status, headers, ...rest } = JSON.parse(told) as { status: number; headers: Record<string, string> }
    expect([status, rest]).toEqual([404, expect.not.objectContaining({ evil: expect.anything() })])
    expect(Object.keys(headers).toSorted()).toEqual(names.map((name) => name.toLowerCase()).toSorted())
  })

  test('gets none from its path, its parameters and its method either, in one and in the list of all', async () => {
    const targets = [
      '/evil%1b%5b31m',
      '/evil%c2%9b31m/x',
      '/evil%e2%80%ae/x',
      '/evil%0d%0a%7b%22level%22:1%7d',
      '/graphql?operationName=evil%0d%0a%1b%5b31m&query=%7B__typename%7D',
      '/graphql?documentId=%e2%80%aeevil',
    ]
    const told: string[] = []
    for (const target of targets) told.push(await explain(await rawGet(marqueeUrl, target)))
    const { answer } = await sendRaw(marqueeUrl, 'PROPFIND /evil HTTP/1.1⏎Host: {host}⏎⏎')
    if (answer !== undefined) told.push(await explain(answer))
    told.push(await opsCall('/ops/requests?limit=500'), await opsCall('/ops/requests?path=/evil%1b%5b31m'))
    for (const text of told) expect(text).not.toMatch(active)
  })

  test('learns nothing of whose it was, and nothing that opens anything', async () => {
    const { token } = await signIn(9)
    const secrets = ['secret-cookie', 'ana@secret.example', '4111111111111111', token]
    const lines = [
      `Authorization: Bearer ${token}`,
      'Cookie: session=secret-cookie',
      'X-Api-Key: secret-cookie',
      'From: ana@secret.example',
    ]
    const parameters =
      'token=secret-cookie&query=%7Btitle(id:4111111111111111)%7Bid%7D%7D&variables=%7B%22mail%22:%22ana@secret.example%22%7D'
    const texts: string[] = []
    for (const target of [`/graphql?${parameters}`, '/play/secret-cookie/manifest.mpd', '/ana@secret.example', '/nosuch/4111111111111111'])
      texts.push(await explain(await rawGet(marqueeUrl, target, ...lines)))
    texts.push(await opsCall('/ops/requests?limit=500'))
    for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret)
  })
})

describe('the log of production', () => {
  let bare: BareEdge
  beforeAll(async () => {
    const key = 'a-key-for-tests-of-32-bytes-or-more'
    bare = await startBareEdge({
      ENVIRONMENT: 'production',
      OPS_TOKEN: 'operators-only-0123456789abcdef',
      SESSION_KEY: key,
      PASSPORT_KEY: passportKey,
    })
  })
  afterAll(() => bare.stop())

  test('has one line for each request that failed, and in it no word of the device’s', async () => {
    const hostile = [
      'User-Agent: evil\x1b[31m',
      `apollographql-client-name: ${utf8('evil\x9b')}`,
      'Authorization: Bearer evil',
      'X-Marquee-Trace: evil',
    ]
    const traces: (string | null)[] = []
    for (const target of ['/model.json?paths=evil', '/graphql?query=evil%0d%0a%7B%22level%22:1%7D', '/ops/evil', '/evil%0a%1b%5b31m'])
      traces.push((await rawGet(bare.url, target, ...hostile)).headers.get('x-marquee-trace'))
    const { answer } = await sendRaw(bare.url, 'PROPFIND /evil HTTP/1.1⏎Host: {host}⏎⏎')
    traces.push(answer?.headers.get('x-marquee-trace') ?? null)

    const linesOf = (trace: string | null) => bare.logged.filter((line) => line.includes(String(trace)))
    await expect.poll(() => traces.map((trace) => linesOf(trace).length)).toEqual(traces.map(() => 1))
    for (const line of bare.logged) {
      expect(JSON.parse(line)).toMatchObject({ level: 'info' })
      expect(line).not.toMatch(active)
      expect(line).not.toContain('evil')
    }
    expect(linesOf(traces.at(-1) ?? null).map((line) => JSON.parse(line))).toMatchObject([
      { method: 'other', code: 'METHOD_UNKNOWN', status: 501 },
    ])
  })
})
