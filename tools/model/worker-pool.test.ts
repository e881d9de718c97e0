import { afterAll, expect, test } from 'vitest'
import { sharedCopy } from './shared-copy.ts'
import { columnsOf, endThread, fillWith, refuse, sumOf } from './test/thread-work.ts'
import { createWorkerPool } from './worker-pool.ts'

const work = new URL('./test/thread-work.ts', import.meta.url)
const pool = createWorkerPool(2)
afterAll(() => pool.close())

const upTo = (count: number) => Float64Array.from({ length: count }, (_, at) => at)

test('a thread does what the function does here, and tells how far it is until all is done', async () => {
  const told: [number, number][] = []
  const sum = await pool.call(work, sumOf, [upTo(1000), { times: 2 }], (done, total) => told.push([done, total]))
  expect(sum).toBe(sumOf(upTo(1000), { times: 2 }))
  expect(told.at(-1)).toEqual([1000, 1000])
  expect(told.length).toBeLessThan(1000)
})

test('more work than threads is done too, each call with its own result', async () => {
  const sums = Array.from({ length: 9 }, (_, at) => pool.call(work, sumOf, [upTo(at + 1), { times: 1 }]))
  expect(await Promise.all(sums)).toEqual([0, 1, 3, 6, 10, 15, 21, 28, 36])
})

test('memory that is shared is the same in the thread; other memory is a copy', async () => {
  const shared = sharedCopy({ row: [upTo(3)], name: 'x', none: null })
  expect(shared).toEqual({ row: [upTo(3)], name: 'x', none: null })
  const own = upTo(3)
  await pool.call(work, fillWith, [shared.row[0] as Float64Array, 7])
  await pool.call(work, fillWith, [own, 7])
  expect([...(shared.row[0] ?? [])]).toEqual([7, 7, 7])
  expect([...own]).toEqual([0, 1, 2])
  expect(sharedCopy(shared).row[0]).toBe(shared.row[0])
})

test('columns of one memory come back as they were', async () => {
  expect(await pool.call(work, columnsOf, [1000])).toEqual(columnsOf(1000))
})

test('what a function throws is thrown here; the thread goes on', async () => {
  await expect(pool.call(work, refuse, ['no reason'])).rejects.toMatchObject({ name: 'RangeError', message: 'Cannot do it: no reason' })
  const stranger = Object.defineProperty(() => 0, 'name', { value: 'stranger' })
  await expect(pool.call(work, stranger, [])).rejects.toThrow("Cannot run 'stranger'")
  expect(await pool.call(work, sumOf, [upTo(2), { times: 1 }])).toBe(1)
})

test('a thread that ends takes only its own work along', async () => {
  const ending = pool.call(work, endThread, [3])
  const others = Array.from({ length: 4 }, () => pool.call(work, sumOf, [upTo(3), { times: 1 }]))
  await expect(ending).rejects.toThrow('the thread has ended')
  expect(await Promise.all(others)).toEqual([3, 3, 3, 3])
})

test('work that waits when the threads are ended is told so', async () => {
  const ended = createWorkerPool(1)
  const calls = [1, 2, 3].map((times) => ended.call(work, sumOf, [upTo(1000), { times }]))
  const settled = Promise.allSettled(calls)
  await ended.close()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await expect(ended.call(work, sumOf, [upTo(1), { times: 1 }])).rejects.toThrow('the threads have ended')
})
