import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMemoryBucket } from '../test/memory-bucket.ts'
import { parsePointer } from './model-pointer.ts'
import { createModelStore, fileKey, modelIdOf } from './model-store.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

async function stage(...files: readonly string[]) {
  const bucket = createMemoryBucket()
  const store = createModelStore(bucket)
  const ids: string[] = []
  for (const file of files) ids.push(await store.keep(bytes(file)))
  return { bucket, store, ids }
}

describe('files', () => {
  test('are kept under the first twelve digits of their SHA-256, once', async () => {
    const { bucket, store, ids } = await stage('a model', 'a model', 'another')
    expect(ids[0]).toBe(await modelIdOf(bytes('a model')))
    expect(ids[0]).toMatch(/^[0-9a-f]{12}$/)
    expect([...bucket.objects.keys()].sort()).toEqual([fileKey(ids[0] ?? ''), fileKey(ids[2] ?? '')].sort())
    expect(await store.file(ids[2] ?? '')).toEqual(bytes('another'))
    expect((await store.stored()).map(({ model, bytes: size }) => [model, size])).toEqual([
      [ids[2], 7],
      [ids[0], 7],
    ])
  })

  test.each(['../current', 'current', '', 'ABCDEF012345', '0123456789ab.bin', '__proto__'])(
    'a name that is none reaches no object: %s',
    async (name) => {
      const { bucket, store } = await stage()
      await bucket.put('current', '{}')
      await bucket.put('models/../current.bin', 'x')
      expect(await store.file(name)).toBeNull()
      expect(await store.has(name)).toBe(false)
      expect(await store.activate({ model: name, share: 1, etag: null }, 1)).toEqual({ problem: 'unknown' })
    },
  )
})

describe('the pointer', () => {
  test('names the model for all, what was before, and a canary beside it', async () => {
    const { store, ids } = await stage('a', 'b')
    const [a, b] = ids as [string, string]
    expect(await store.current()).toEqual({ pointer: null, etag: null })
    const first = await store.activate({ model: a, share: 1, etag: null }, 10)
    expect(first).toMatchObject({ pointer: { model: a, since: 10, canary: null, previous: null } })
    expect(await store.activate({ model: b, share: 0.05, etag: null }, 20)).toMatchObject({
      pointer: { model: a, since: 10, canary: { model: b, share: 0.05 }, previous: null },
    })
    expect(await store.activate({ model: b, share: 1, etag: null }, 30)).toMatchObject({
      pointer: { model: b, since: 30, canary: null, previous: a },
    })
  })

  test('goes back: first the canary, then to the model before, once', async () => {
    const { store, ids } = await stage('a', 'b')
    const [a, b] = ids as [string, string]
    expect(await store.rollBack(null, 0)).toEqual({ problem: 'unknown' })
    for (const share of [1, 0.5]) await store.activate({ model: a, share, etag: null }, 1)
    await store.activate({ model: b, share: 1, etag: null }, 2)
    await store.activate({ model: a, share: 0.1, etag: null }, 3)
    expect(await store.rollBack(null, 4)).toMatchObject({ pointer: { model: b, canary: null, previous: a } })
    expect(await store.rollBack(null, 5)).toMatchObject({ pointer: { model: a, since: 5, canary: null, previous: null } })
    expect(await store.rollBack(null, 6)).toEqual({ problem: 'unknown' })
  })

  test('of two operators who read the same, one writes and the other is told', async () => {
    const { store, ids } = await stage('a', 'b', 'c')
    const [a, b, c] = ids as [string, string, string]
    await store.activate({ model: a, share: 1, etag: null }, 1)
    const { etag } = await store.current()
    const outcomes = await Promise.all([b, c].map((model) => store.activate({ model, share: 1, etag }, 2)))
    expect(outcomes.filter((outcome) => 'pointer' in outcome)).toHaveLength(1)
    expect(outcomes.filter((outcome) => 'problem' in outcome)).toEqual([{ problem: 'changed', etag: (await store.current()).etag }])
    expect(await store.rollBack(etag, 3)).toMatchObject({ problem: 'changed' })
  })

  test('two who name no etag both write, one after the other, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 5 }), async (chosen) => {
        const { store, ids } = await stage('a', 'b', 'c')
        const outcomes = await Promise.all(chosen.map((one) => store.activate({ model: ids[one] ?? '', share: 1, etag: null }, 1)))
        const etags = outcomes.map((outcome) => ('pointer' in outcome ? outcome.etag : undefined))
        expect(new Set(etags).size).toBe(chosen.length)
        expect(etags).not.toContain(undefined)
        const { etag, pointer } = await store.current()
        const last = outcomes.find((outcome) => 'pointer' in outcome && outcome.etag === etag)
        expect(last).toEqual({ pointer, etag })
      }),
    )
  })

  test('an etag of no pointer, where there is none, writes nothing', async () => {
    const { store, ids } = await stage('a')
    expect(await store.activate({ model: ids[0] ?? '', share: 1, etag: 'old' }, 1)).toEqual({ problem: 'changed', etag: null })
    expect(await store.current()).toEqual({ pointer: null, etag: null })
  })

  test('one that another hand has damaged is none, and can be written over', async () => {
    const { bucket, store, ids } = await stage('a')
    await bucket.put('current', '{"model":"../../secret"}')
    expect(await store.current()).toMatchObject({ pointer: null, etag: expect.any(String) })
    expect(await store.activate({ model: ids[0] ?? '', share: 1, etag: null }, 1)).toMatchObject({
      pointer: { model: ids[0], previous: null },
    })
  })

  test.each([
    ['no JSON', 'current'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a name that climbs', '{"model":"../../../etc","since":1,"canary":null,"previous":null}'],
    ['a time that is none', '{"model":null,"since":"now","canary":null,"previous":null}'],
    ['a share of more than all', '{"model":null,"since":1,"canary":{"model":"0123456789ab","share":7},"previous":null}'],
    ['a canary without a name', '{"model":null,"since":1,"canary":{"share":0.5},"previous":null}'],
    ['no canary at all', '{"model":null,"since":1,"previous":null}'],
  ])('is none: %s', (_, text) => expect(parsePointer(text)).toBeNull())
})
