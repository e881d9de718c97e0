import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCommand } from './read-command.ts'
import { runFilterCommand } from './run-filter-command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'filter-command-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Answers in turn, and remembers what was asked. */
function marquee(...answers: readonly { readonly status?: number; readonly body?: unknown; readonly etag?: string }[]) {
  const asked: Asked[] = []
  const fetch = (async (input: URL, init: RequestInit) => {
    const { status = 200, body = {}, etag } = answers[asked.length] ?? expect.unreachable(`asked for ${input}`)
    const headers = Object.fromEntries(new Headers(init.headers))
    asked.push({ method: init.method ?? '', path: input.pathname + input.search, headers, body: String(init.body ?? '') })
    return Response.json(body, { status, headers: etag === undefined ? {} : { etag: `"${etag}"` } })
  }) as typeof globalThis.fetch
  return { asked, fetch }
}

async function run(line: readonly string[], { fetch } = marquee(), environment: Readonly<Record<string, string>> = {}) {
  const printed: string[] = []
  const waits: number[] = []
  const code = await runFilterCommand(readCommand(line), {
    root: folder,
    folder,
    environment: { OPS_TOKEN: 'secret', ...environment },
    fetch,
    wait: async (ms) => void waits.push(ms),
    print: (text) => printed.push(text),
  })
  return { code, printed: printed.join('\n'), waits }
}

const file = (name: string, text: string) => writeFileSync(join(folder, name), text)
const refusal = (code: string, message: string, more: object = {}) => ({ errors: [{ message, extensions: { code, ...more } }] })
const revisions = (...states: readonly string[]) => ({
  revisions: states.map((state, at) => ({
    revision: `r${states.length - at}`,
    author: 'ann',
    at: '2026-11-28T12:00:00.000Z',
    states: [{ state }],
  })),
})

describe('publish', () => {
  test('sends the source as it is, with the token, the reason and the end', async () => {
    file('block-tv.ts', 'the source\n')
    const server = marquee({ status: 201, body: { name: 'block-tv', revision: 'r1', state: 'draft', dryRun: { requests: 2, matched: 1 } } })
    const line = ['publish', 'block-tv.ts', '--reason', 'TV 2019 & others', '--expires', '2026-12-31T00:00:00Z']
    const { code, printed } = await run(line, server, { MARQUEE_OPERATOR: 'ann' })
    expect(code).toBe(0)
    expect(server.asked).toEqual([
      {
        method: 'PUT',
        path: '/ops/filters/block-tv?reason=TV+2019+%26+others&expires=2026-12-31T00%3A00%3A00.000Z',
        headers: { authorization: 'Bearer secret', 'content-type': 'text/typescript', 'x-marquee-operator': 'ann' },
        body: 'the source\n',
      },
    ])
    expect(printed).toContain('✓ block-tv r1 is a draft: devices do not meet it yet\nTried on 2 recent requests: 1 matched.')
    expect(printed).toContain('npm run filter -- canary block-tv --revision r1')
  })

  test.each([
    { name: 'a.js', type: 'text/javascript' },
    { name: 'a.mjs', type: 'text/javascript' },
    { name: 'a.json', type: 'application/json' },
  ])('$name goes as $type', async ({ name, type }) => {
    file(name, '{}')
    const server = marquee({ status: 201, body: { revision: 'r1', state: 'draft' } })
    await run(['publish', name, '--reason', 'a', '--name', 'b'], server)
    expect(server.asked[0]).toMatchObject({ path: '/ops/filters/b?reason=a', headers: { 'content-type': type } })
  })

  test('shows each thing that is wrong below its line, and ends with 1', async () => {
    file('a.ts', 'one\ntwo bad\nthree worse\n')
    const problems = [
      { line: 2, column: 5, message: 'is bad' },
      { line: 3, column: 7, message: 'is worse' },
    ]
    const { code, printed } = await run(
      ['publish', 'a.ts', '--reason', 'a'],
      marquee({ status: 400, body: refusal('FILTER_INVALID', 'Cannot publish: is bad', { ...problems[0], problems }) }),
    )
    expect(code).toBe(1)
    expect(printed).toContain('✗ 2 things are wrong with a.ts')
    expect(printed).toContain('a.ts:2:5 is bad\n\n  2 │ two bad\n    │     ^^^')
    expect(printed).toContain('a.ts:3:7 is worse\n\n  3 │ three worse\n    │       ^^^^^')
  })

  test('shows the one that is told with the refusal itself', async () => {
    file('a.ts', 'bad')
    const body = refusal('FILTER_INVALID', 'Cannot publish: is bad', { line: 1, column: 1 })
    const { code, printed } = await run(['publish', 'a.ts', '--reason', 'a'], marquee({ status: 400, body }))
    expect(code).toBe(1)
    expect(printed).toContain('a.ts:1:1 Cannot publish: is bad\n\n  1 │ bad\n    │ ^^^')
  })

  test('says that the same source is active already', async () => {
    file('a.ts', 'same')
    const { printed } = await run(['publish', 'a.ts', '--reason', 'a'], marquee({ status: 201, body: { revision: 'r1', state: 'active' } }))
    expect(printed).toContain('✓ a r1 is active already: it is the same source')
    expect(printed).not.toContain('Next')
  })
})

describe('canary and promote', () => {
  test('a canary is the revision that was published last, if nobody published another meanwhile', async () => {
    const server = marquee({ body: revisions('draft', 'active'), etag: 'r2' }, { body: { state: 'canary' } })
    const { printed } = await run(['canary', 'a', '--share', '0.2', '--reason', 'try'], server)
    expect(server.asked[1]).toMatchObject({
      ...{ method: 'POST', path: '/ops/filters/a/activate?reason=try', body: '{"revision":"r2","share":0.2}' },
      headers: { 'if-match': '"r2"', 'content-type': 'application/json' },
    })
    expect(printed).toContain('✓ a r2 is a canary for 20 % of devices')
  })

  test('a revision that is named is taken as it is', async () => {
    const server = marquee({ body: { state: 'canary' } })
    await run(['canary', 'a', '--revision', 'r1'], server)
    expect(server.asked).toMatchObject([{ path: '/ops/filters/a/activate', body: '{"revision":"r1","share":0.05}' }])
    expect(server.asked[0]?.headers).not.toHaveProperty('if-match')
  })

  test('what is promoted is the canary, though a draft came after it', async () => {
    const server = marquee({ body: revisions('draft', 'canary', 'active'), etag: 'r3' }, { body: { state: 'active' } })
    const { printed } = await run(['promote', 'a'], server)
    expect(server.asked[1]).toMatchObject({ body: '{"revision":"r2","share":1}', headers: { 'if-match': '"r3"' } })
    expect(printed).toBe('✓ a r2 is active for all devices')
  })

  test('without a canary it is what was published last', async () => {
    const server = marquee({ body: revisions('draft', 'active') }, { body: { state: 'active' } })
    await run(['promote', 'a'], server)
    expect(server.asked[1]).toMatchObject({ body: '{"revision":"r2","share":1}' })
  })
})

describe('rollback and off', () => {
  test.each([
    {
      line: ['rollback', 'a', '--reason', 'b'],
      asked: 'POST /ops/filters/a/rollback?reason=b',
      body: { revision: 'r1' },
      says: '✓ a is r1 again',
    },
    { line: ['rollback', 'a'], asked: 'POST /ops/filters/a/rollback', body: { revision: null }, says: '✓ a is off: nothing was before it' },
    { line: ['off', 'a', '--reason', 'b'], asked: 'DELETE /ops/filters/a?reason=b', body: { state: 'off' }, says: '✓ a is off' },
    { line: ['off'], asked: 'POST /ops/filters/off', body: { off: ['a', 'b'] }, says: '✓ All published filters are off: a, b' },
  ])('$asked', async ({ line, asked, body, says }) => {
    const server = marquee({ body })
    expect(await run(line, server)).toMatchObject({ code: 0, printed: says })
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([asked])
  })
})

describe('watch', () => {
  test.each([
    { last: 'active', code: 0, says: '✓' },
    { last: 'undone', code: 1, says: '✗' },
    { last: 'rolled-back', code: 1, says: '✗' },
  ])('tells how it does while it is a canary, and ends with $code when it is $last', async ({ last, code, says }) => {
    const states = [{ state: 'canary' }, { state: last, at: '2026-11-28T12:05:00.000Z', author: 'marquee', reason: 'seen enough' }]
    const { revisions: all } = revisions('draft', 'canary')
    const list = (requests?: number) => {
      const [canary, control] = [
        { requests, errors: 0, p95Ms: 1.5 },
        { requests: 90, errors: 1, p95Ms: 2 },
      ]
      const trial = requests === undefined ? [] : [{ name: 'a', revision: 'r1', state: 'canary', canary, control }]
      return { body: { filters: [{ name: 'a', revision: 'r0', state: 'active' }, ...trial] } }
    }
    const after = { body: { revisions: [all[0], { ...all[1], states }] } }
    const ran = await run(['watch', 'a'], marquee({ body: { revisions: all } }, list(4), list(4), list(9), list(), after))
    expect(ran).toMatchObject({ code, waits: [2_000, 2_000, 2_000, 2_000] })
    expect(ran.printed.split('\n').slice(1)).toEqual([
      '· 4 requests, 0 errors, 95 % within 1.5 ms; devices without it: 90 requests, 1 errors, 95 % within 2 ms',
      '· 9 requests, 0 errors, 95 % within 1.5 ms; devices without it: 90 requests, 1 errors, 95 % within 2 ms',
      `${says} 2026-11-28T12:05:00.000Z  ${last}  by marquee: seen enough`,
    ])
  })

  test('has nothing to wait for without a canary', async () => {
    await expect(run(['watch', 'a'], marquee({ body: revisions('active') }))).rejects.toThrow('it has no canary')
  })
})

test('list shows the filters in columns, in the order they run', async () => {
  const filters = [
    { name: 'identify-device', stage: 'inbound', kind: 'built-in', state: 'active', revision: null, failMode: 'closed' },
    { name: 'geo', stage: 'inbound', kind: 'dynamic', state: 'canary', revision: 'r2', failMode: 'open', share: 0.05 },
  ]
  expect((await run(['list'], marquee({ body: { filters } }))).printed.split('\n')).toEqual([
    'name             stage    kind      state       fails   revision',
    'identify-device  inbound  built-in  active      closed  –',
    'geo              inbound  dynamic   canary 5 %  open    r2',
  ])
})

test('history tells what became of each revision, and what it changed', async () => {
  const body = {
    revisions: [
      {
        ...{ revision: 'r2', author: 'ann', reason: 'newer', at: '2026-11-28T12:00:00.000Z', diff: '--- r1\n+++ r2\n-a\n+b\n' },
        states: [
          { state: 'draft', at: '2026-11-28T12:00:00.000Z', author: 'ann', reason: 'newer', share: null },
          { state: 'canary', at: '2026-11-28T12:01:00.000Z', author: 'bob', reason: null, share: 0.05 },
        ],
      },
    ],
  }
  const told = [
    'r2  2026-11-28T12:00:00.000Z  ann: newer',
    '  2026-11-28T12:00:00.000Z  draft  by ann: newer',
    '  2026-11-28T12:01:00.000Z  canary 5 %  by bob',
  ]
  expect((await run(['history', 'a'], marquee({ body }))).printed.split('\n')).toEqual(told)
  expect((await run(['history', 'a', '--diff'], marquee({ body }))).printed.split('\n')).toEqual([...told, '--- r1', '+++ r2', '-a', '+b'])
})

describe('Marquee says no', () => {
  test.each([
    {
      name: 'with a code',
      answer: { status: 412, body: refusal('REVISION_CHANGED', 'Cannot write: another revision is the current one') },
      says: '✗ REVISION_CHANGED: Cannot write: another revision is the current one',
    },
    { name: 'with nothing', answer: { status: 502, body: 'gateway' }, says: '✗ HTTP_502: Marquee answered 502, and does not say why' },
  ])('$name', async ({ answer, says }) => {
    expect(await run(['rollback', 'a'], marquee(answer))).toMatchObject({ code: 1, printed: says })
  })

  test('nothing at all', async () => {
    const fetch = (() =>
      Promise.reject(
        new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
      )) as typeof globalThis.fetch
    await expect(run(['list'], { asked: [], fetch })).rejects.toThrow(
      'Cannot reach Marquee at http://127.0.0.1:8787: ECONNREFUSED. Is it running',
    )
  })
})

test('what devices have sent does nothing in the terminal', async () => {
  const body = { revisions: [{ revision: 'r1', author: 'ann', reason: '\x1b[2J\x9b2J\u202egnp.exe\r', at: 'now', states: [] }] }
  const { printed } = await run(['history', 'a'], marquee({ body }))
  expect(printed).toBe('r1  now  ann: \ufffd[2J\ufffd2J\ufffdgnp.exe\ufffd')
})

describe('check', () => {
  test('says that a filter compiles', async () => {
    file(
      'a.ts',
      "import { defineFilter } from 'marquee:filter'\nexport default defineFilter({ stage: 'inbound', failMode: 'open', apply: () => [] })\n",
    )
    expect(await run(['check', 'a.ts'])).toMatchObject({ code: 0, printed: '✓ a.ts compiles' })
  })

  test('shows what does not, as the compiler of Marquee says it', async () => {
    file('a.ts', "import fs from 'node:fs'\nexport default fs\n")
    const { code, printed } = await run(['check', 'a.ts'])
    expect(code).toBe(1)
    expect(printed).toContain(
      "a.ts:1:16 A filter imports 'marquee:filter' only\n\n  1 │ import fs from 'node:fs'\n    │                ^^^^^^^^^",
    )
  })

  test('runs the fixtures of a rule, and says where one stands that fails', async () => {
    const rule = (status: number) => `{
  "stage": "inbound", "failMode": "open", "when": { "path": "/play/*" },
  "expression": "device.country == 'US'",
  "actions": [{ "respond": { "status": 451 } }],
  "fixtures": [{ "request": { "url": "/play/7" }, "device": { "country": "US" }, "actions": [{ "respond": { "status": ${status} } }] }]
}`
    file('geo.json', rule(451))
    for (const verb of ['check', 'test']) {
      const { code, printed } = await run([verb, 'geo.json'])
      expect(code).toBe(0)
      expect(printed).toContain('✓ geo.json compiles; its fixture passes')
    }
    file('geo.json', rule(403))
    for (const verb of ['check', 'test']) {
      const { code, printed } = await run([verb, 'geo.json'])
      expect(code).toBe(1)
      expect(printed).toContain('geo.json:5:16 ')
    }
  })

  test.each([
    { name: 'a file that is not there', line: ['check', 'none.ts'], says: 'there is no such file' },
    { name: 'another kind of file', line: ['check', 'a.py'], says: 'needs a filter (.ts, .js) or a rule (.json)' },
  ])('refuses $name', async ({ line, says }) => {
    await expect(run(line)).rejects.toThrow(says)
  })
})
