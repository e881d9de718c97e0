import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDeadline } from './deadline.ts'
import { createTestEdge, stubGraph } from './test/test-edge.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a deadline aborts with its own reason, once its time is over', () => {
  const { signal } = startDeadline(new Request('https://edge.test/'), 1_500)
  vi.advanceTimersByTime(1_499)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.reason).toMatchObject({ name: 'DeadlineExceeded' })
})

test('a device that goes away aborts with another reason', () => {
  const device = new AbortController()
  const { signal, stop } = startDeadline(new Request('https://edge.test/', { signal: device.signal }), 1_500)
  device.abort()
  expect(signal.reason).toMatchObject({ name: 'DeviceGone' })
  stop()
})

test('a deadline that was stopped leaves no timer', () => {
  startDeadline(new Request('https://edge.test/'), 1_500).stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('the graph is told the deadline; what it then cannot answer is 504', async () => {
  const graph = stubGraph({
    get: (_paths, { signal }) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  })
  const answer = createTestEdge({ graph }).fetch('/model.json?paths=[]')
  await vi.advanceTimersByTimeAsync(1_500)
  expect((await answer).status).toBe(504)
  expect(await (await answer).json()).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE' } }] })
  expect(vi.getTimerCount()).toBe(0)
})
