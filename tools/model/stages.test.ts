import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { openCheckpoints } from './checkpoints.ts'
import { createBars } from './progress-bars.ts'
import { createStages } from './stages.ts'
import { columnsOf, refuse, sumOf } from './test/thread-work.ts'
import { createWorkerPool } from './worker-pool.ts'

const root = mkdtempSync(join(tmpdir(), 'marquee-stages-'))
const folder = join(root, 'model.bin.partial')
const work = new URL('./test/thread-work.ts', import.meta.url)
const pool = createWorkerPool(2)
afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(async () => {
  await pool.close()
  rmSync(root, { recursive: true })
})

/** A training under a key, and what it has said. */
function training(key: string) {
  const said: string[] = []
  const bars = createBars({ live: false, write: (text) => said.push(text), now: () => 0 })
  const checkpoints = openCheckpoints(folder, key)
  return { run: createStages({ pool, bars, checkpoints }), checkpoints, said }
}

test('a stage that was done is not done again: its result is the same, bit by bit', async () => {
  const first = training('a')
  const made = await first.run('columns', work, columnsOf, [1000])
  const again = training('a')
  expect(await again.run('columns', work, columnsOf, [1000])).toEqual(made)
  expect([...first.said, ...again.said]).toEqual(['columns: done in 0.0 s\n', 'columns: kept from before\n'])
})

test('a stage that threw has no checkpoint', async () => {
  const { run, checkpoints } = training('a')
  await expect(run('refusal', work, refuse, ['no reason'])).rejects.toThrow('no reason')
  expect(checkpoints.read('refusal')).toBeUndefined()
})

test('what was made of another input, by another seed or another code is not used', async () => {
  await training('a').run('sum', work, sumOf, [new Float64Array([1, 2]), { times: 1 }])
  expect(await training('b').run('sum', work, sumOf, [new Float64Array([1, 2]), { times: 3 }])).toBe(9)
  expect(training('a').checkpoints.read('sum')).toBeUndefined()
})

test.each([
  { name: 'cut off', damage: (bytes: Buffer) => bytes.subarray(0, bytes.length - 1) },
  { name: 'empty', damage: () => Buffer.alloc(0) },
  { name: 'longer than it was', damage: (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]) },
  { name: 'something else', damage: () => Buffer.from('user\titem\t5\n') },
  {
    name: 'changed in one bit',
    damage: (bytes: Buffer) => {
      bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1
      return bytes
    },
  },
])('a checkpoint that is $name is not used', async ({ damage }) => {
  await training('a').run('columns', work, columnsOf, [100])
  const file = join(folder, 'columns.stage')
  writeFileSync(file, damage(readFileSync(file)))
  const again = training('a')
  expect(await again.run('columns', work, columnsOf, [100])).toEqual(columnsOf(100))
  expect(again.said).toEqual(['columns: done in 0.0 s\n'])
})

test('cleared, nothing is left but what is not ours', async () => {
  const { run, checkpoints } = training('a')
  await run('columns', work, columnsOf, [10])
  writeFileSync(join(folder, 'model.bin.123.unfinished'), 'half')
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  checkpoints.clear()
  expect(readdirSync(folder)).toEqual(['notes.txt'])
  rmSync(join(folder, 'notes.txt'))
  checkpoints.clear()
  expect(existsSync(folder)).toBe(false)
})

test('a folder that cannot be made is known before anything is trained', () => {
  writeFileSync(join(root, 'file'), '')
  expect(() => openCheckpoints(join(root, 'file', 'x.partial'), 'a')).toThrow(
    expect.objectContaining({ name: 'Remedy', message: expect.stringContaining('its folder is a file') }),
  )
})
