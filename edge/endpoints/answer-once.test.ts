import { describe, expect, test, vi } from 'vitest'
import { createFakeMembers } from '../../contracts/fakes/members.ts'
import type { Graph } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import { edgeLimits } from '../config/limits.ts'
import { createTestEdge, jsonBody, postForm, refusalOf, stubGraph, stubOrigins } from '../test/test-edge.ts'

type Call = Graph<OpenContext, PersonalContext>['call']

const profile = { id: 7, account: 'a7', name: 'Grace', kind: 'adult', country: 'NL' } as const
const cache = { scope: 'PRIVATE', maxAge: 0 } as const
const callOf = (...args: unknown[]) => `method=call&callPath=["rate"]&arguments=${JSON.stringify(args)}`

/** An edge with a member signed in, whose calls are answered by `call`, by their number unless given. */
async function open(call?: Call, { members = {}, limits = edgeLimits }: { members?: object; limits?: typeof edgeLimits } = {}) {
  let calls = 0
  const answered = vi.fn<Call>(call ?? (async () => ({ body: jsonBody(`{"answer":${++calls}}`), cache })))
  const fake = createFakeMembers([{ profile, ratings: [], viewings: [], myList: [] }], { now: () => 0 })
  const origins = stubOrigins({ members: { ...fake, ...members } })
  const { fetch, signIn } = createTestEdge({ graph: stubGraph({ call: answered }), origins, limits })
  const token = await signIn()
  return {
    answered,
    async ask(body: string, key: string | null = 'k1', { visitor = false, signal }: { visitor?: boolean; signal?: AbortSignal } = {}) {
      const init = postForm(body)
      const headers = {
        ...(init.headers as Record<string, string>),
        ...(key !== null && { 'idempotency-key': key }),
        ...(!visitor && { authorization: `Bearer ${token}` }),
      }
      return fetch('/model.json', { ...init, headers, ...(signal && { signal }) })
    },
  }
}

/** A call that is answered by hand. */
function byHand() {
  const waiting: ((text: string) => void)[] = []
  const call: Call = () => new Promise((resolve) => waiting.push((text) => resolve({ body: jsonBody(text), cache })))
  return {
    call,
    async answer(text: string) {
      await expect.poll(() => waiting.length).toBeGreaterThan(0)
      waiting.shift()?.(text)
    },
  }
}

describe('a call under an idempotency key', () => {
  test('runs once; who comes again gets the same bytes', async () => {
    const { ask, answered } = await open()
    const [first, second] = [await ask(callOf(1)), await ask(callOf(1))]
    expect([await first.text(), await second.text()]).toEqual(['{"answer":1}', '{"answer":1}'])
    for (const name of ['content-type', 'cache-control']) expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(answered).toHaveBeenCalledTimes(1)
    expect(await (await ask(callOf(1), 'k2')).text()).toBe('{"answer":2}')
  })

  test('is waited for by those who come meanwhile', async () => {
    const { call, answer } = byHand()
    const { ask, answered } = await open(call)
    const asked = [ask(callOf(1)), ask(callOf(1)), ask(callOf(1))]
    await answer('{"answer":"one"}')
    for (const one of asked) expect(await (await one).text()).toBe('{"answer":"one"}')
    expect(answered).toHaveBeenCalledTimes(1)
  })

  test('is not waited for too long', async () => {
    const { call, answer } = byHand()
    const { ask, answered } = await open(call, { limits: { ...edgeLimits, idempotencyWaitMs: 5 } })
    const first = ask(callOf(1))
    await expect.poll(() => answered.mock.calls.length).toBe(1)
    const second = await ask(callOf(1))
    expect(second.headers.get('retry-after')).toBe('1')
    expect(await refusalOf(second)).toEqual({ status: 409, code: 'IDEMPOTENCY_KEY_IN_USE' })
    await answer('{}')
    expect((await first).status).toBe(200)
  })

  const others: { name: string; body: string }[] = [
    { name: 'other arguments', body: callOf(2) },
    { name: 'another path', body: callOf(1).replace('rate', 'count') },
    { name: 'other suffixes', body: `${callOf(1)}&pathSuffixes=[["id"]]` },
    { name: 'other paths', body: `${callOf(1)}&paths=[["me"]]` },
  ]
  test.each(others)('is not taken for one with $name', async ({ body }) => {
    const { ask, answered } = await open()
    await ask(callOf(1))
    expect(await refusalOf(await ask(body))).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
    expect(answered).toHaveBeenCalledTimes(1)
  })

  test('that failed has its turn again, for the same call only', async () => {
    let attempt = 0
    const { ask } = await open(async () => {
      if (++attempt === 1) throw new Error('a bug')
      return { body: jsonBody('{"answer":"good"}'), cache }
    })
    expect((await ask(callOf(1))).status).toBe(500)
    expect((await ask(callOf(2))).status).toBe(422)
    expect(await (await ask(callOf(1))).text()).toBe('{"answer":"good"}')
  })

  test('whose answer lacks something is not kept', async () => {
    let attempt = 0
    const { ask } = await open(async (_, request) => {
      if (++attempt === 1) request.contexts().personal.degraded('ranking')
      return { body: jsonBody(`{"answer":${attempt}}`), cache }
    })
    const texts = [await ask(callOf(1)), await ask(callOf(1)), await ask(callOf(1))].map((answer) => answer.text())
    expect(await Promise.all(texts)).toEqual(['{"answer":1}', '{"answer":2}', '{"answer":2}'])
  })

  test('whose device went away can be tried again at once', async () => {
    let attempt = 0
    const { ask } = await open((_, { signal }) => {
      if (++attempt > 1) return Promise.resolve({ body: jsonBody('{"answer":2}'), cache })
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    })
    const controller = new AbortController()
    const gone = ask(callOf(1), 'k1', { signal: controller.signal })
    await expect.poll(() => attempt).toBe(1)
    controller.abort()
    expect((await gone).status).toBe(499)
    expect(await (await ask(callOf(1))).text()).toBe('{"answer":2}')
  })

  test('is answered all the same where nothing can be remembered, and says so', async () => {
    const { ask } = await open(undefined, { members: { remember: () => Promise.reject(new Error('down')) } })
    const answer = await ask(callOf(1))
    expect(await answer.text()).toBe('{"answer":1}')
    expect(answer.headers.get('x-marquee-degraded')).toBe('idempotency')
  })

  test('that was answered elsewhere meanwhile gets that answer', async () => {
    const kept = { status: 200, contentType: 'application/json; charset=utf-8', body: '{"answer":"theirs"}' }
    const { ask } = await open(undefined, { members: { complete: async () => kept } })
    expect(await (await ask(callOf(1))).text()).toBe('{"answer":"theirs"}')
  })

  test('an answer too long to be kept is sent once', async () => {
    const { ask, answered } = await open(undefined, { limits: { ...edgeLimits, maxKeptAnswerLength: 5 } })
    await ask(callOf(1))
    expect(await (await ask(callOf(1))).text()).toBe('{"answer":2}')
    expect(answered).toHaveBeenCalledTimes(2)
  })
})

test.each([
  { name: 'without a key', key: null, visitor: false, body: callOf(1) },
  { name: 'of a visitor', key: 'k1', visitor: true, body: callOf(1) },
])('a call $name is remembered by nobody', async ({ key, visitor, body }) => {
  const remember = vi.fn()
  const { ask, answered } = await open(undefined, { members: { remember } })
  await ask(body, key, { visitor })
  await ask(body, key, { visitor })
  expect(answered).toHaveBeenCalledTimes(2)
  expect(remember).not.toHaveBeenCalled()
})

test('a get and a set are remembered by nobody', async () => {
  const remember = vi.fn()
  const { ask } = await open(undefined, { members: { remember } })
  for (const body of ['method=get&paths=[["me"]]', 'method=set&jsonGraph={}']) expect((await ask(body)).status).toBe(200)
  expect(remember).not.toHaveBeenCalled()
})
