import { describe, expect, test } from 'vitest'
import type { FilterDefinition } from '../../filter-sdk/definition-rules.ts'
import type { Exchange } from '../exchange.ts'
import { passing } from '../pipeline/test/passing.ts'
import type { Answer } from '../protocol/answer.ts'
import { RequestHeaders } from '../protocol/request-headers.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import type { CanaryReport, NamedRevision } from './canary-ledger.ts'
import type { LiveFilter, VersionedSet } from './filter-set.ts'
import { createPublishedFilters } from './published-filters.ts'
import { type Apply, fakeLoader } from './test/fake-loader.ts'

interface Given {
  readonly apply: Apply
  readonly revision?: string
  readonly share?: number | null
  readonly proven?: boolean
  readonly expiresAt?: number
  readonly definition?: Partial<FilterDefinition>
}

const respond = (status: number) => () => [{ respond: { status } }]
const mark = (name: string) => () => [{ setRequestHeader: [`x-${name}`, '1'] }]
const nothing: Apply = () => []
const broken: Apply = () => {
  throw new TypeError('the secret of the bug')
}

/** An isolate that has this set, by name, or by `NAME:REVISION`; and a writer that notes what it is told. */
function isolateOf(given: Readonly<Record<string, Given>>) {
  const clock = { now: 1_000_000 }
  const told = { reports: [] as CanaryReport[], trials: [] as string[], logged: [] as string[] }
  const all = Object.entries(given).map(([key, { apply, definition, revision = 'r1', share = null, proven = true, expiresAt }]) => {
    const [name = '', named = revision] = key.split(':')
    const whole: FilterDefinition = { stage: 'inbound', failMode: 'open', ...definition }
    const live: LiveFilter = {
      ...{ name, revision: named, kind: 'dynamic', definition: whole, code: key, sha256: key, share, proven },
      expiresAt: expiresAt ?? null,
    }
    return { key, live, apply, definition: whole }
  })
  const sandboxes = fakeLoader(Object.fromEntries(all.map(({ key, ...one }) => [key, one])))
  const set = { version: 1, filters: all.map(({ live }) => live) }
  const note = (word: string) => async (filters: readonly NamedRevision[]) =>
    void told.trials.push(`${word} ${filters.map(({ name }) => name).join(' ')}`)
  const published = createPublishedFilters({
    loader: sandboxes.loader,
    compileRules: async () => [],
    writer: () => ({
      filterSet: async (known) => ({ version: set.version, set: known === set.version ? null : set }),
      async reportFilters(reports) {
        told.reports.push(...reports)
        return null
      },
      openTrials: note('open'),
      closeTrials: note('close'),
    }),
    board: { readHead: async () => undefined, readSet: async () => undefined, write: async () => {} },
    spare: async () => null,
    hasOrigin: (name) => name === 'legacy',
    within: (_, promise) => promise,
    log: ({ event, filter }) => void told.logged.push(`${event} ${filter}`),
    now: () => clock.now,
    tick: () => clock.now,
    random: () => 0.5,
  })
  const later: Promise<unknown>[] = []
  /** A request, all the way: what became of its filters, how it was answered. */
  async function pass(over: { readonly path?: string; readonly device?: string; readonly status?: number; readonly ms?: number } = {}) {
    const { path = '/graphql', device = 'tv-1', status = 200, ms = 0 } = over
    const verdicts: FilterVerdict[] = []
    const { explained: _, ...base } = { ...passing(path), explained: undefined }
    const exchange = {
      ...base,
      ...{ url: new URL(`https://edge.test${path}`), client: null, trace: 'ab', startedAt: clock.now, degraded: new Set() },
      device: { ...base.device, id: device, model: null, viewer: null },
      headers: new RequestHeaders([['authorization', 'Bearer x']]),
      ...{ attributes: new Map(), answerChanges: [], routedTo: undefined, refused: undefined, category: 'SUCCESS' },
      waitUntil: (work: Promise<unknown>) => void later.push(work),
      explained: { sampled: true, filters: verdicts, plan: null },
    } as unknown as Exchange
    const passage = published.start(exchange)
    const settle = async <value>(work: () => Promise<value> | undefined) => {
      try {
        return await work()
      } catch (error) {
        return error as Error
      }
    }
    const inbound = await settle(() => passage.runInbound())
    const answer: Answer = { status, headers: { vary: 'accept' }, body: null }
    const outbound = await settle(() => passage.runOutbound(answer))
    clock.now += ms
    passage.finish(status)
    await Promise.all(later.splice(0))
    return {
      inbound,
      outbound,
      answer,
      exchange,
      verdicts: verdicts.map(({ name, revision, verdict }) => `${name}@${revision} ${verdict}`),
    }
  }
  return { clock, told, published, sandboxes, pass, set }
}

describe('a stage', () => {
  test('is one call for all filters that a request meets', async () => {
    const { sandboxes, pass } = isolateOf({
      a: { apply: mark('a') },
      b: { apply: nothing, definition: { when: { path: '/other' } } },
      c: { apply: nothing },
    })
    const { verdicts, exchange } = await pass()
    expect(sandboxes.calls).toEqual(['a c'])
    expect(verdicts).toEqual(['b@r1 skipped', 'a@r1 passed', 'c@r1 passed'])
    expect(exchange.headers.get('x-a')).toBe('1')
  })

  test('that nobody has published anything for is no call', async () => {
    const { sandboxes, pass } = isolateOf({})
    expect(await pass()).toMatchObject({ inbound: undefined, outbound: undefined, verdicts: [] })
    expect(sandboxes.calls).toEqual([])
  })

  test('ends with the filter that answers; the others are told as skipped', async () => {
    const { pass } = isolateOf({ a: { apply: respond(418) }, b: { apply: nothing } })
    const { inbound, verdicts } = await pass()
    expect(inbound).toMatchObject({ status: 418 })
    expect(verdicts).toEqual(['a@r1 responded', 'b@r1 skipped'])
  })

  test.each(['/ops/filters', '/ops', '/healthz', '/readyz'])('of %s has no published filter', async (path) => {
    const { sandboxes, pass } = isolateOf({ a: { apply: respond(503) }, b: { apply: respond(503), definition: { stage: 'outbound' } } })
    expect(await pass({ path })).toMatchObject({ inbound: undefined, outbound: undefined })
    expect(sandboxes.calls).toEqual([])
  })

  test('of answers changes and replaces them', async () => {
    const outbound = { stage: 'outbound' } as const
    const { pass } = isolateOf({
      a: { apply: () => [{ setResponseHeader: ['x-a', '1'] }, { removeResponseHeader: 'vary' }], definition: outbound },
      b: { apply: ({ response }) => (response?.headers['x-a'] === '1' ? [{ respond: { status: 451 } }] : []), definition: outbound },
    })
    const { outbound: replaced, answer } = await pass()
    expect(replaced).toMatchObject({ status: 451 })
    expect(answer.headers).toEqual({ 'x-a': '1' })
  })
})

describe('a filter that fails', () => {
  test.each([
    ['open', undefined, ['bad@r1 failed', 'next@r1 passed']],
    ['closed', 'FilterFailed', ['bad@r1 failed', 'next@r1 skipped']],
  ] as const)('%s', async (failMode, name, told) => {
    const { pass } = isolateOf({ bad: { apply: broken, definition: { failMode } }, next: { apply: nothing } })
    const { inbound, verdicts } = await pass()
    expect((inbound as Error | undefined)?.name).toBe(name)
    expect(verdicts).toEqual(told)
  })

  test('three times in ten seconds is benched, and said to be; one that guards then still lets nothing through', async () => {
    const { clock, told, sandboxes, pass } = isolateOf({ bad: { apply: broken, definition: { failMode: 'closed' } } })
    for (let at = 0; at < 3; at++) expect((await pass()).inbound).toBeInstanceOf(Error)
    expect(told.reports).toMatchObject([{ name: 'bad', failed: expect.stringContaining('TypeError') }])
    expect(await pass()).toMatchObject({ inbound: { name: 'FilterFailed' }, verdicts: ['bad@r1 skipped'] })
    expect(sandboxes.calls).toHaveLength(3)
    clock.now += 60_000
    expect((await pass()).inbound).toBeInstanceOf(Error)
    expect(sandboxes.calls).toHaveLength(3)
  })

  test('on requests that are made for it to fail on is not taken out of everybody’s way', async () => {
    const { told, pass } = isolateOf({ guard: { apply: ({ device }) => (device.id === 'evil' ? broken({} as never) : []) } })
    for (let round = 0; round < 20; round++) {
      await pass({ device: 'evil' })
      for (let honest = 0; honest < 15; honest++) await pass()
    }
    expect(told.reports).toEqual([])
    expect((await pass()).verdicts).toEqual(['guard@r1 passed'])
  })

  test('now and then is not benched', async () => {
    const { clock, sandboxes, pass } = isolateOf({ bad: { apply: broken } })
    for (let at = 0; at < 6; at++) {
      await pass()
      clock.now += 5_001
    }
    expect(sandboxes.calls).toHaveLength(6)
  })

  test('with its whole call is found by calling each apart, and the others are not held to it', async () => {
    const { told, sandboxes, pass } = isolateOf({ a: { apply: nothing }, bomb: { apply: nothing }, c: { apply: mark('c') } })
    sandboxes.lost.add('bomb')
    await pass()
    expect((await pass()).exchange.headers.get('x-c')).toBe('1')
    await pass()
    expect(sandboxes.calls).toEqual(['a bomb c', 'a', 'bomb', 'c', 'a', 'bomb', 'c'])
    expect(told.reports).toMatchObject([{ name: 'bomb', failed: expect.any(String) }])
    expect((await pass()).verdicts).toEqual(['a@r1 passed', 'bomb@r1 skipped', 'c@r1 passed'])
  })

  test('by an origin that nobody has registered', async () => {
    const { pass } = isolateOf({
      a: { apply: () => [{ route: { origin: 'nowhere' } }] },
      b: { apply: () => [{ route: { origin: 'legacy' } }] },
    })
    const { verdicts, exchange } = await pass()
    expect(verdicts).toEqual(['a@r1 failed', 'b@r1 passed'])
    expect(exchange.routedTo).toBe('legacy')
  })

  test('whose time is over does not run', async () => {
    const { clock, pass } = isolateOf({ a: { apply: respond(403), expiresAt: 1_000_100 } })
    expect((await pass()).inbound).toMatchObject({ status: 403 })
    clock.now += 100
    expect((await pass()).inbound).toBeUndefined()
  })
})

describe('a canary', () => {
  const devices = Array.from({ length: 200 }, (_, at) => `tv-${at}`)

  test('takes the place of the active revision for its share of devices, always the same, and for no others', async () => {
    const { sandboxes, pass } = isolateOf({
      'a:r1': { apply: mark('old') },
      'a:r2': { apply: mark('new'), share: 0.25 },
      b: { apply: nothing },
    })
    const met = async (device: string) => (await pass({ device })).verdicts.join()
    const first = await Promise.all(devices.map(met))
    expect(new Set(first)).toEqual(new Set(['a@r1 passed,b@r1 passed', 'a@r2 passed,b@r1 passed']))
    const share = first.filter((told) => told.startsWith('a@r2')).length / devices.length
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThan(0.35)
    expect(await Promise.all(devices.map(met))).toEqual(first)
    // Two sandboxes, so two calls: never a canary in the active ones' isolate.
    expect(new Set(sandboxes.calls)).toEqual(new Set(['a b', 'a', 'b']))
  })

  test('of another stage leaves the active revision to the others alone', async () => {
    const { pass } = isolateOf({ 'a:r1': { apply: nothing }, 'a:r2': { apply: nothing, share: 0.5, definition: { stage: 'outbound' } } })
    const told = new Set((await Promise.all(devices.map((device) => pass({ device })))).map(({ verdicts }) => verdicts.join()))
    expect(told).toEqual(new Set(['a@r1 passed', 'a@r2 passed']))
  })

  test('is counted beside the requests that it was not given, and that it would have fitted', async () => {
    const { clock, told, pass } = isolateOf({ a: { apply: nothing, share: 0.5, definition: { when: { path: '/graphql' } } } })
    for (const device of devices) await pass({ device, status: 500, ms: 1 })
    for (const device of devices) await pass({ device, path: '/model.json' })
    clock.now += 1_000
    await pass({ path: '/model.json' })
    const sum = (group: 'canary' | 'control') => told.reports.reduce((total, one) => total + one[group].requests, 0)
    expect(sum('canary') + sum('control')).toBe(devices.length)
    expect(sum('canary')).toBeGreaterThan(60)
    expect(told.reports.every(({ canary, control }) => canary.errors === canary.requests && control.errors === control.requests)).toBe(true)
  })

  test('that fails is an error of the canary, whatever the answer was', async () => {
    const { clock, told, pass } = isolateOf({ a: { apply: broken, share: 0.999 } })
    await pass()
    clock.now += 1_000
    await pass({ path: '/healthz' })
    expect(told.reports).toMatchObject([{ canary: { requests: 1, errors: 1 } }])
  })
})

test('the first run of what is not proven is announced once, and said to have come back', async () => {
  const { told, pass } = isolateOf({ a: { apply: nothing, proven: false }, b: { apply: nothing } })
  await pass()
  await pass()
  expect(told.trials).toEqual(['open a', 'close a'])
})

test('a request meets one set from its start to its end, whatever is published meanwhile', async () => {
  const both = { ...{ apply: nothing } }
  const { published, set, pass } = isolateOf({ a: both, z: { apply: nothing, definition: { stage: 'outbound' } } })
  const next: VersionedSet = { version: 2, filters: set.filters.map((one) => ({ ...one, revision: 'r2' })) }
  const original = set.filters[0]?.code as string
  expect(original).toBe('a')
  const passed = pass()
  await published.learn(next)
  const { verdicts } = await passed
  expect(new Set(verdicts.map((told) => told.replace(/^.@|\s.*/g, ''))).size).toBe(1)
  expect((await pass()).verdicts).toEqual(['a@r2 passed', 'z@r2 passed'])
})
