import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AnswerChecks, Origin } from '../../contracts/origin.ts'
import { createCallLog } from '../telemetry/call-log.ts'
import { createOriginClients } from './origin-client.ts'

interface Books extends Origin {
  books(ids: readonly number[]): Promise<readonly string[]>
}

const checks: AnswerChecks<Books> = {
  state: () => undefined,
  books: (answer, [ids]) =>
    (answer as readonly string[]).length === (ids as readonly number[]).length ? undefined : 'another number of books',
}

function clientOf(books: (ids: readonly number[]) => unknown, signal = new AbortController().signal) {
  const calls = createCallLog()
  const binding = { books, state: async () => ({ ready: true, detail: '' }) } as unknown as Books
  let time = 0
  const clients = createOriginClients<Books>({ name: 'library', checks, timeoutMs: 1_000, tick: () => time++ })
  return { client: clients(binding, { signal, calls }), calls }
}

const failureOf = (kind: string, detail: string) => ({ ok: false, failure: { kind, origin: 'library', method: 'books', detail } })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a call to an origin comes to', () => {
  test('its value', async () => {
    const { client, calls } = clientOf(async (ids) => ids.map(String))
    expect(await client.books([1, 2])).toEqual({ ok: true, value: ['1', '2'] })
    expect(calls.records).toEqual([{ origin: 'library', method: 'books', level: 1, within: undefined, micros: 1_000, outcome: 'ok' }])
  })

  test('a failure where the origin throws', async () => {
    const { client, calls } = clientOf(() => Promise.reject(new TypeError('no books')))
    expect(await client.books([1])).toEqual(failureOf('threw', 'TypeError: no books'))
    expect(calls.records[0]?.outcome).toBe('threw')
  })

  test('a failure where the origin throws at once, and where it throws no error', async () => {
    const { client } = clientOf(() => {
      throw 'no error'
    })
    expect(await client.books([1])).toEqual(failureOf('threw', 'no error'))
  })

  test('a failure where the answer is not what the contract promises', async () => {
    const { client } = clientOf(async () => [])
    expect(await client.books([1])).toEqual(failureOf('bad-answer', 'another number of books'))
  })

  test('a failure where the answer trips its check', async () => {
    const { client } = clientOf(async () => null)
    expect(await client.books([1])).toMatchObject({ ok: false, failure: { kind: 'bad-answer' } })
  })

  test('a failure after its timeout', async () => {
    const { client, calls } = clientOf(() => new Promise(() => {}))
    const outcome = client.books([1])
    await vi.advanceTimersByTimeAsync(999)
    expect(calls.records[0]?.outcome).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(await outcome).toEqual(failureOf('timed-out', 'no answer within 1000 ms'))
  })

  test('a failure when the request ends', async () => {
    const controller = new AbortController()
    const { client } = clientOf(() => new Promise(() => {}), controller.signal)
    const outcome = client.books([1])
    controller.abort()
    expect(await outcome).toEqual(failureOf('cancelled', 'the request ended before the answer'))
    await vi.runAllTimersAsync()
  })

  test('a failure, without asking, when the request has ended', async () => {
    const books = vi.fn()
    const { client } = clientOf(books, AbortSignal.abort())
    expect(await client.books([1])).toEqual(failureOf('cancelled', 'the request ended before the answer'))
    expect(books).not.toHaveBeenCalled()
  })
})

test('what RPC holds for an answer is released as soon as it is there', async () => {
  const dispose = vi.fn()
  const { client } = clientOf(async () => Object.assign(['1'], { [Symbol.dispose]: dispose }))
  await client.books([1])
  expect(dispose).toHaveBeenCalledOnce()
})
