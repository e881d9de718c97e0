import { expect, test } from 'vitest'
import { createLoadedFilters } from './loaded-filters.ts'
import { bindings, callOf, compiled, filterOf, input, loadedOf, uncompiled } from './test/filter-world.ts'

const closed = (source: string) => source.replace("failMode: 'open'", "failMode: 'closed'")
const tellHeaders = 'return [{ setAttribute: ["seen", JSON.stringify({ ...request.headers, ...response?.headers })] }]'

test('a filter sees the headers as those before it left them', async () => {
  const change =
    "return [{ setRequestHeader: ['X-Lab', 'off'] }, { setRequestHeader: ['x-new', '1'] }, { setResponseHeader: ['x-later', '1'] }]"
  const loaded = await loadedOf(
    await compiled('change', filterOf(change)),
    await compiled('remove', filterOf("return [{ removeRequestHeader: 'x-new' }]")),
    await compiled('tell', filterOf(tellHeaders)),
  )
  const seen = async (...names: string[]) => (await loaded.run(callOf(names))).at(-1)?.actions
  expect(await seen('change', 'tell')).toEqual([{ setAttribute: ['seen', '{"x-lab":"off","x-new":"1"}'] }])
  expect(await seen('change', 'remove', 'tell')).toEqual([{ setAttribute: ['seen', '{"x-lab":"off"}'] }])
  expect(await seen('tell')).toEqual([{ setAttribute: ['seen', '{"x-lab":"on"}'] }])
})

test('an outbound filter sees the answer, and what those before it made of it', async () => {
  const loaded = await loadedOf(
    await compiled(
      'mark',
      filterOf("return [{ setResponseHeader: ['X-Status', String(response.status)] }, { removeResponseHeader: 'etag' }]", {
        stage: 'outbound',
      }),
    ),
    await compiled('tell', filterOf(tellHeaders, { stage: 'outbound' })),
  )
  const call = callOf(['mark', 'tell'], { stage: 'outbound', input: { ...input, response: { status: 404, headers: { etag: '"1"' } } } })
  expect((await loaded.run(call)).at(-1)?.actions).toEqual([{ setAttribute: ['seen', '{"x-lab":"on","x-status":"404"}'] }])
})

test('an answer of a filter ends its stage', async () => {
  const loaded = await loadedOf(
    await compiled('answer', filterOf("return [{ respond: { status: 403, code: 'NO' } }]")),
    await compiled('later', filterOf('return []')),
  )
  expect(await loaded.run(callOf(['answer', 'later']))).toMatchObject([
    { name: 'answer', actions: [{ respond: { status: 403, code: 'NO' } }] },
  ])
})

test('one that fails open is passed by, one that fails closed ends the stage', async () => {
  const fails = filterOf("throw new Error('no')")
  const loaded = await loadedOf(
    await compiled('open', fails),
    await compiled('closed', closed(fails)),
    await compiled('later', filterOf('return []')),
  )
  const error = { kind: 'threw', message: 'Error: no' }
  expect(await loaded.run(callOf(['open', 'later']))).toMatchObject([
    { name: 'open', error, actions: [] },
    { name: 'later', skipped: false },
  ])
  expect(await loaded.run(callOf(['closed', 'later']))).toMatchObject([{ name: 'closed', error, actions: [] }])
})

test('one whose shouldFilter says no is skipped, and one that answers with an object has failed', async () => {
  const loaded = await loadedOf(
    await compiled('no', filterOf('return []', { more: 'shouldFilter: () => false,' })),
    await compiled('object', filterOf('return []', { more: 'shouldFilter: () => ({}),' })),
  )
  expect(await loaded.run(callOf(['no', 'object']))).toMatchObject([
    { name: 'no', skipped: true, actions: [] },
    { name: 'object', skipped: false, error: { kind: 'threw', message: 'TypeError: shouldFilter must return true or false' } },
  ])
})

test('one that does not come up leaves its neighbours up, and says why each time', async () => {
  const loaded = await loadedOf(
    uncompiled('down', "throw new RangeError('no')\nexport default {}"),
    uncompiled('none', 'export default 1'),
    await compiled('up', filterOf('return []')),
  )
  expect(await loaded.describe()).toEqual([
    { name: 'down', error: { kind: 'load', message: 'RangeError: no' } },
    { name: 'none', error: { kind: 'load', message: 'the default export must be defineFilter({ … })', path: '' } },
    { name: 'up', definition: { stage: 'inbound', failMode: 'open' }, fixtures: [] },
  ])
  expect(await loaded.run(callOf(['down', 'up', 'unheard-of']))).toMatchObject([
    { name: 'down', error: { kind: 'load' } },
    { name: 'up', skipped: false },
    { name: 'unheard-of', error: { kind: 'load', message: 'there is no such filter' } },
  ])
})

test('the syntax of one fails the whole set, before anything runs', async () => {
  const loaded = await loadedOf(uncompiled('broken', 'let = 1'), await compiled('up', filterOf('return []')))
  await expect(loaded.describe()).rejects.toThrow(/filter\.broken\.js/)
})

test('chance follows from the request and the name of the filter, so that a dry run comes to the same', async () => {
  const chance = await compiled('one', filterOf("return [{ setAttribute: ['chance', Math.random()] }]"))
  const loaded = await loadedOf(chance, { ...chance, name: 'other' })
  const drawn = async (seed: number) => (await loaded.run(callOf(['one', 'other'], { seed }))).map(({ actions }) => JSON.stringify(actions))
  const [one, other] = await drawn(1)
  expect(await drawn(1)).toEqual([one, other])
  expect(one).not.toBe(other)
  expect((await drawn(2))[0]).not.toBe(one)
})

test('the same set has the same id, and any other set another', async () => {
  const [a, b] = [await compiled('a', filterOf('return []')), await compiled('b', filterOf("return [{ setAttribute: ['b', 1] }]"))]
  const ids = await Promise.all([[a, b], [b, a], [a], [{ ...a, sha256: b.sha256 }], []].map(async (set) => (await loadedOf(...set)).id))
  expect(new Set(ids).size).toBe(ids.length)
  expect((await loadedOf(a, b)).id).toBe(ids[0])
})

test.each([
  { name: 'two of one name', names: ['a', 'a'], says: 'two filters of one name' },
  { name: 'a name that leads out of its folder', names: ['../sandbox'], says: 'must be the name of a filter' },
  { name: 'a name in capitals', names: ['Block'], says: 'must be the name of a filter' },
  { name: 'one more than may be published', names: Array.from({ length: 51 }, (_, at) => `f${at}`), says: 'at most 50 filters' },
])('$name is refused before anything loads', async ({ names, says }) => {
  const nothing = () => expect.unreachable('something was loaded')
  await expect(
    createLoadedFilters(
      { get: nothing as unknown as WorkerLoader['get'] },
      names.map((name) => uncompiled(name, '')),
    ),
  ).rejects.toThrow(says)
})

test('fifty filters are loaded and run in one call', async () => {
  const one = await compiled('f0', filterOf("return [{ setAttribute: ['ran', true] }]"))
  const names = Array.from({ length: 50 }, (_, at) => `f${at}`)
  const loaded = await createLoadedFilters(
    bindings.LOADER,
    names.map((name) => ({ ...one, name })),
  )
  expect((await loaded.run(callOf(names))).map(({ name, actions }) => `${name} ${actions.length}`)).toEqual(
    names.map((name) => `${name} 1`),
  )
})
