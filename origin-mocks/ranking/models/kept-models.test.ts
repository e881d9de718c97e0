import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { sampleFeatures } from '../../../contracts/fakes/sample-features.ts'
import { writeModelFile } from '../../../models/model-file.ts'
import { trainedModelFile } from '../../../models/trained-model.ts'
import { toColumns } from '../columns.ts'
import { createMemoryBucket, type MemoryBucket } from '../test/memory-bucket.ts'
import { sampleModel } from '../test/sample-model.ts'
import { createKeptModels, lookEveryMs, type ModelLender } from './kept-models.ts'
import { createModelStore, fileKey, type ModelStore, modelIdOf } from './model-store.ts'
import { openModel } from './open-model.ts'

const columns = toColumns(sampleFeatures(60))
const samples = [1, 2, 3].map((seed) => sampleModel({ items: 50, users: 120, seed }))
const [fileA, fileB, fileC] = samples.map(({ file }) => file) as [Uint8Array, Uint8Array, Uint8Array]
const [a, b, c] = (await Promise.all([fileA, fileB, fileC].map(modelIdOf))) as [string, string, string]

let bucket: MemoryBucket
let store: ModelStore
let clock: number
let warnings: string[]
let beside: Promise<unknown>[]
/** Lets those go on who wait for another request. */
let waiting: (() => void)[]

beforeEach(async () => {
  bucket = createMemoryBucket()
  store = createModelStore(bucket)
  clock = 1_000_000
  warnings = []
  beside = []
  waiting = []
  for (const file of [fileA, fileB, fileC]) await store.keep(file)
})

const lender = (): ModelLender => ({
  now: clock,
  columns,
  store,
  later: (work) => void beside.push(work),
  wait: () => new Promise((resolve) => waiting.push(() => resolve(undefined))),
  warn: (message) => void warnings.push(message),
})
const isolate = () => createKeptModels(openModel)
type Isolate = ReturnType<typeof isolate>
const nameOf = async (kept: Isolate, member: string | null = null) => (await kept.scorer(member, lender())).name.split('.')[0]
/** The next request after the pointer may have moved, and what it has had looked at beside it. */
async function settled(kept: Isolate) {
  clock += lookEveryMs + 1
  await kept.scorer(null, lender())
  await Promise.all(beside.splice(0))
}
const activate = (model: string, share = 1) => store.activate({ model, share, etag: null }, clock)

test('without a pointer titles are ranked by affinity, and its name says so', async () => {
  expect(await nameOf(isolate())).toBe('affinity-1')
})

test('the first request waits for the model, later ones for nothing', async () => {
  await activate(a)
  const kept = isolate()
  expect(await nameOf(kept)).toBe(`model-${a}`)
  await activate(b)
  clock += lookEveryMs + 1
  expect(await nameOf(kept)).toBe(`model-${a}`)
  expect(beside).toHaveLength(1)
  await Promise.all(beside)
  expect(await nameOf(kept)).toBe(`model-${b}`)
  expect(await nameOf(kept)).toBe(`model-${b}`)
  expect(bucket.reads.get('current')).toBeLessThan(10)
})

test('two first requests at once get the same model, and it is opened once', async () => {
  await activate(a)
  const kept = isolate()
  const [first, ...others] = [nameOf(kept), nameOf(kept), nameOf(kept)]
  await first
  for (const goOn of waiting) goOn()
  const names = [await first, ...(await Promise.all(others))]
  expect(names).toEqual([`model-${a}`, `model-${a}`, `model-${a}`])
  expect(bucket.reads.get(fileKey(a))).toBe(1)
})

test('while nothing changes, nothing but the pointer is read, and seldom', async () => {
  await activate(a)
  const kept = isolate()
  for (let request = 0; request < 100; request++) {
    clock += 100
    await kept.scorer('p7', lender())
    await Promise.all(beside.splice(0))
  }
  expect(bucket.reads.get(fileKey(a))).toBe(1)
  // Ten seconds, and whoever writes reads too.
  expect(bucket.reads.get('current')).toBeLessThanOrEqual(6)
})

const corrupted = (file: Uint8Array) => {
  const copy = file.slice()
  copy[copy.length - 100] = (copy[copy.length - 100] ?? 0) ^ 1
  return copy
}
const newer = (file: Uint8Array) => {
  const copy = file.slice()
  new DataView(copy.buffer).setUint32(8, 99, true)
  return copy
}
const stranger = trainedModelFile({
  ...(samples[0] as (typeof samples)[0]).model,
  items: Uint32Array.from({ length: 50 }, (_, at) => 9_000 + at),
})

describe('a file that cannot be served is refused by code, and the model before stays', () => {
  test.each([
    { what: 'one byte changed', file: corrupted(fileB), code: 'MODEL_CORRUPT' },
    { what: 'cut off in the middle: a torn upload', file: fileB.slice(0, 5_000), code: 'MODEL_TRUNCATED' },
    { what: 'of a format to come', file: newer(fileB), code: 'MODEL_NEWER' },
    { what: 'no model at all', file: new TextEncoder().encode('<html>404</html>'), code: 'MODEL_FOREIGN' },
    { what: 'nothing', file: new Uint8Array(), code: 'MODEL_TRUNCATED' },
    {
      what: 'another table in the clothes of a model',
      file: writeModelFile([{ name: 'items', data: new Uint32Array(3), columns: 1 }]),
      code: 'MODEL_CORRUPT',
    },
    { what: 'of another catalog', file: stranger, code: 'MODEL_UNFIT' },
  ])('$what', async ({ file, code }) => {
    await activate(a)
    const kept = isolate()
    await kept.scorer(null, lender())
    const id = await store.keep(file)
    await activate(id)
    await settled(kept)
    expect(await nameOf(kept)).toBe(`model-${a}`)
    expect(kept.told()).toMatchObject({ model: a, canary: null, refused: [{ model: id, code }] })
    expect(warnings).toEqual([expect.stringContaining(`${id} is refused: ${code}`)])
    // Said once, not at each look.
    await settled(kept)
    expect(warnings).toHaveLength(1)
    // An isolate that starts now goes by the one before, which the pointer still names.
    expect(await nameOf(isolate())).toBe(`model-${a}`)
  })

  test('another model under its name', async () => {
    await activate(a)
    const kept = isolate()
    await kept.scorer(null, lender())
    await bucket.put(fileKey(b), fileC)
    await activate(b)
    await settled(kept)
    expect(kept.told()).toMatchObject({ model: a, refused: [{ model: b, code: 'MODEL_CORRUPT' }] })
  })

  test('a pointer to a file that is gone; once it is there again, it is served', async () => {
    await activate(a)
    await activate(b)
    bucket.objects.delete(fileKey(b))
    const kept = isolate()
    expect(await nameOf(kept)).toBe(`model-${a}`)
    expect(kept.told().refused).toEqual([{ model: b, code: 'MODEL_MISSING', message: expect.any(String) }])
    await store.keep(fileB)
    clock += 60_000
    await settled(kept)
    expect(await nameOf(kept)).toBe(`model-${b}`)
    expect(kept.told().refused).toEqual([])
  })

  test('a pointer that is none', async () => {
    await activate(a)
    const kept = isolate()
    await kept.scorer(null, lender())
    await bucket.put('current', 'not a pointer')
    await settled(kept)
    expect(await nameOf(kept)).toBe(`model-${a}`)
    expect(warnings).toEqual([expect.stringContaining('pointer')])
  })

  test('where there is none before, affinities rank', async () => {
    const id = await store.keep(stranger)
    await activate(id)
    expect(await nameOf(isolate())).toBe('affinity-1')
  })
})

test('a bucket that fails costs no request, and what was served stays', async () => {
  await activate(a)
  const kept = isolate()
  await kept.scorer(null, lender())
  const failing = { current: () => Promise.reject(new Error('out of order')), file: () => Promise.reject(new Error('out of order')) }
  clock += lookEveryMs + 1
  expect((await kept.scorer(null, { ...lender(), store: failing })).name).toContain(a)
  await Promise.all(beside.splice(0))
  expect(await nameOf(kept)).toBe(`model-${a}`)
  const cold = isolate()
  expect((await cold.scorer(null, { ...lender(), store: failing })).name).toContain('affinity')
  // Only the first has waited: the next one does not, though nothing is known yet.
  const never = { current: () => new Promise<never>(() => {}), file: () => new Promise<never>(() => {}) }
  expect((await cold.scorer(null, { ...lender(), now: clock + lookEveryMs + 1, store: never })).name).toContain('affinity')
})

describe('a canary', () => {
  test('is met by its share of members, always the same, and by no visitor', async () => {
    await activate(a)
    await activate(b, 0.3)
    const [one, other] = [isolate(), isolate()]
    for (const kept of [one, other]) await kept.scorer(null, lender())
    const members = Array.from({ length: 400 }, (_, at) => `p${at + 1}`)
    const names = await Promise.all(members.map((member) => nameOf(one, member)))
    expect(await Promise.all(members.map((member) => nameOf(other, member)))).toEqual(names)
    const share = names.filter((name) => name === `model-${b}`).length / members.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.4)
    expect(await nameOf(one, null)).toBe(`model-${a}`)
  })

  test('keeps who is in it when its share grows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0.01, max: 0.98, noNaN: true }), fc.double({ min: 0.01, max: 0.98, noNaN: true }), async (x, y) => {
        const [small, large] = [Math.min(x, y), Math.max(x, y)]
        const inside = async (share: number) => {
          await activate(a)
          await activate(b, share)
          const kept = isolate()
          await kept.scorer(null, lender())
          const members = Array.from({ length: 60 }, (_, at) => `p${at + 1}`)
          const names = await Promise.all(members.map((member) => nameOf(kept, member)))
          return members.filter((_, at) => names[at] === `model-${b}`)
        }
        const grown = await inside(large)
        for (const member of await inside(small)) expect(grown).toContain(member)
      }),
      { numRuns: 5 },
    )
  })

  test('that is refused leaves its members with the model', async () => {
    await activate(a)
    const id = await store.keep(corrupted(fileB))
    await activate(id, 0.99)
    const kept = isolate()
    for (const member of ['p1', 'p2', 'p3']) expect(await nameOf(kept, member)).toBe(`model-${a}`)
    expect(kept.told()).toMatchObject({ model: a, canary: null, refused: [{ model: id, code: 'MODEL_CORRUPT' }] })
  })

  test('is promoted, and taken away', async () => {
    await activate(a)
    await activate(b, 0.5)
    const kept = isolate()
    await kept.scorer(null, lender())
    expect(kept.told()).toMatchObject({ model: a, canary: b })
    await store.rollBack(null, clock)
    await settled(kept)
    expect(kept.told()).toMatchObject({ model: a, canary: null })
    await activate(b, 0.5)
    await activate(b)
    await settled(kept)
    expect(kept.told()).toMatchObject({ model: b, canary: null })
  })
})

test('a model that is proved before it is activated is opened once; what is refused then leaves what is served', async () => {
  await activate(a)
  const kept = isolate()
  await kept.scorer(null, lender())
  expect(await kept.prove(b, lender())).toBeNull()
  expect(await nameOf(kept)).toBe(`model-${a}`)
  await activate(b)
  await kept.look(lender())
  expect(await nameOf(kept)).toBe(`model-${b}`)
  expect(bucket.reads.get(fileKey(b))).toBe(1)
  const id = await store.keep(corrupted(fileC))
  expect(await kept.prove(id, lender())).toMatchObject({ code: 'MODEL_CORRUPT' })
  expect(await kept.prove('0123456789ab', lender())).toMatchObject({ code: 'MODEL_MISSING' })
  expect(await nameOf(kept)).toBe(`model-${b}`)
})

test('never more than two models are held, whatever operators do', async () => {
  const step = fc.tuple(fc.constantFrom(a, b, c), fc.constantFrom(1, 0.5), fc.boolean())
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      bucket.objects.delete('current')
      let most = 0
      const kept: Isolate = createKeptModels((id, file) => {
        // What is served while another is opened, and that one.
        const { model, canary } = kept.told()
        most = Math.max(most, new Set([model, canary, id].filter((one) => one !== null)).size)
        return openModel(id, file)
      })
      await kept.scorer(null, lender())
      for (const [model, share, looks] of steps) {
        await activate(model, share)
        if (looks) await settled(kept)
      }
      await settled(kept)
      expect(most).toBeLessThanOrEqual(2)
      const { pointer } = await store.current()
      expect(kept.told()).toMatchObject({ model: pointer?.model ?? null, canary: pointer?.canary?.model ?? null })
    }),
    { numRuns: 25 },
  )
})
