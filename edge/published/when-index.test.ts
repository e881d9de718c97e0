import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRule, RuleFailed } from '../../filter-rules/compile-rule.ts'
import type { RuleInput } from '../../filter-rules/judgement.ts'
import { expressions, inputs } from '../../filter-rules/test/expressions.ts'
import type { When } from '../filters/filter.ts'
import { compileWhen } from '../pipeline/compile-when.ts'
import { RequestHeaders } from '../protocol/request-headers.ts'
import { createWhenIndex, type Findable, type Sought } from './when-index.ts'

const ruleOf = (expression: string) => compileRule(JSON.stringify({ stage: 'inbound', failMode: 'open', expression, actions: [] }))
const needsOf = (expression: string) => ruleOf(expression).needs

function soughtOf({ request, device }: RuleInput): Sought {
  const path = request.url.replace(/\?.*/, '')
  return { request, path, headers: new RequestHeaders(Object.entries(request.headers as Readonly<Record<string, string>>)), device }
}

const sought = (
  changes: {
    readonly path?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly device?: Partial<Sought['device']>
  } = {},
) =>
  soughtOf({
    request: { method: 'GET', url: changes.path ?? '/graphql', headers: changes.headers ?? {} },
    device: { id: 'tv-1', class: 'tv', model: null, profile: null, country: 'NL', ...changes.device },
  })

describe('a filter is found', () => {
  test.each<[string, Findable, Sought, boolean]>([
    ['that says nothing', {}, sought(), true],
    ['by its path', { when: { path: '/graphql' } }, sought(), true],
    ['not at another path', { when: { path: '/graph' } }, sought(), false],
    ['by how its path begins', { when: { path: '/graph*' } }, sought(), true],
    ['by a class of several', { when: { device: { class: ['box', 'tv'] } } }, sought(), true],
    ['not for a class that is not among them', { when: { device: { class: ['box'] } } }, sought(), false],
    ['not for a list of none', { when: { country: [] } }, sought(), false],
    ['not where the country is not known', { when: { country: ['NL'] } }, sought({ device: { country: null } }), false],
    ['by a header', { when: { header: { 'X-Lab': 'on' } } }, sought({ headers: { 'x-lab': 'on' } }), true],
    ['not without its header', { when: { header: { 'X-Lab': 'on' } } }, sought(), false],
    [
      'by when and its expression',
      { when: { method: ['GET'] }, needs: needsOf('device.model == "AFT"') },
      sought({ device: { model: 'AFT' } }),
      true,
    ],
    ['not where only one of both fits', { when: { method: ['GET'] }, needs: needsOf('device.model == "AFT"') }, sought(), false],
    ['where its expression will fail for want of a header', { needs: needsOf('request.headers["x-lab"] == "on"') }, sought(), true],
    [
      'not where the header has another value',
      { needs: needsOf('request.headers["x-lab"] == "on"') },
      sought({ headers: { 'x-lab': 'off' } }),
      false,
    ],
    [
      'not where it asks for the header first',
      { needs: needsOf('"x-lab" in request.headers && request.headers["x-lab"] == "on"') },
      sought(),
      false,
    ],
    ['at a path that hides a question mark', { needs: needsOf('request.path == "/graphql"') }, { ...sought(), path: '/graphql?x' }, true],
  ])('%s', (_, filter, request, isFound) => {
    expect(createWhenIndex([filter])(request)).toEqual(isFound ? [0] : [])
  })

  test('after one that may have set its header, whatever that is now', () => {
    const needs = needsOf('"x-lab" in request.headers')
    const other: Findable = { when: { path: '/elsewhere' } }
    expect(createWhenIndex([{ ...other, changes: ['x-lab'] }, { needs }])(sought())).toEqual([1])
    expect(createWhenIndex([{ ...other, changes: 'any' }, { needs }])(sought())).toEqual([1])
    expect(createWhenIndex([{ ...other, changes: ['x-other'] }, { needs }])(sought())).toEqual([])
    expect(createWhenIndex([{ needs }, { ...other, changes: 'any' }])(sought())).toEqual([])
  })

  test('in the order of all, wherever each stands in the index', () => {
    const filters: Findable[] = [
      { when: { path: '/graphql' } },
      {},
      { when: { device: { class: ['tv'] } } },
      { when: { path: '/*' } },
      {},
      { when: { method: ['GET'] } },
    ]
    expect(createWhenIndex(filters)(sought())).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('by a header among many that are asked for', () => {
    const filters = Array.from({ length: 100 }, (_, at): Findable => ({ when: { header: { [`x-lab-${at}`]: 'on' } } }))
    expect(createWhenIndex(filters)(sought({ headers: { 'x-lab-70': 'on', 'x-lab-7': 'off', accept: '*/*', 'x-lab-9': 'on' } }))).toEqual([
      9, 70,
    ])
  })
})

test('requests that one look follows another find their own', () => {
  const find = createWhenIndex([{}, { when: { path: '/a' } }, { when: { path: '/a*' } }])
  const [a, other, again] = ['/a', '/b', '/a'].map((path) => find(sought({ path })))
  expect([a, other, again]).toEqual([[0, 1, 2], [0], [0, 1, 2]])
})

describe('any set of filters', () => {
  const when: fc.Arbitrary<When> = fc.record(
    {
      method: fc.subarray(['GET', 'POST']),
      path: fc.constantFrom('/', '/*', '/graphql', '/play/*', '/play/1', '/play/1*'),
      device: fc.record({ class: fc.subarray(['tv', 'phone']), id: fc.subarray(['tv', 'AFT']) }, { requiredKeys: [] }),
      country: fc.subarray(['NL', 'DE', 'BE']),
      header: fc.dictionary(fc.constantFrom('x-lab', 'X-Version', 'accept'), fc.constantFrom('on', '7'), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  )
  const filters = fc.array(fc.record({ when, expression: fc.option(expressions, { nil: undefined }) }, { requiredKeys: [] }), {
    maxLength: 12,
  })

  test('finds, in order, every filter that fits or fails on a request', () => {
    let left = 0
    fc.assert(
      fc.property(filters, fc.array(inputs, { minLength: 1, maxLength: 5 }), (set, requests) => {
        const compiled = set.map(({ when, expression }) => ({ when, rule: expression === undefined ? undefined : ruleOf(expression) }))
        const find = createWhenIndex(compiled.map(({ when, rule }) => ({ ...(when && { when }), ...(rule && { needs: rule.needs }) })))
        for (const input of requests) {
          const request = soughtOf(input)
          const wanted = compiled.flatMap(({ when, rule }, position) =>
            compileWhen(when, 'f')?.(request) === undefined && concerns(rule, input) ? [position] : [],
          )
          const candidates = find(request)
          expect(candidates).toEqual([...new Set(candidates)].sort((one, other) => one - other))
          expect(candidates).toEqual(expect.arrayContaining(wanted))
          left += set.length - candidates.length
        }
      }),
      { numRuns: 500 },
    )
    expect(left).toBeGreaterThan(1_000)
  })

  function concerns(rule: ReturnType<typeof ruleOf> | undefined, input: RuleInput): boolean {
    try {
      return rule?.decide(input) ?? true
    } catch (error) {
      if (error instanceof RuleFailed) return true
      throw error
    }
  }
})

describe('a look does not grow with filters that do not fit', () => {
  /** Counts what is read of a request. */
  function counted(request: Sought): { readonly request: Sought; reads(): number } {
    let reads = 0
    const watch = <target extends object>(target: target): target =>
      new Proxy(target, {
        get(of, name) {
          reads++
          const value: unknown = Reflect.get(of, name, of)
          return typeof value === 'function' ? value.bind(of) : value
        },
      })
    return {
      request: { ...request, request: watch(request.request), device: watch(request.device), headers: watch(request.headers) },
      reads: () => reads,
    }
  }

  const kinds: Readonly<Record<string, (at: number) => Findable>> = {
    paths: (at) => ({ when: { path: `/p/${at}` } }),
    'beginnings of paths': (at) => ({ when: { path: `/p/${at}/*` } }),
    models: (at) => ({ when: { device: { class: ['tv'] } }, needs: needsOf(`device.model in ["M${at}", "N${at}"]`) }),
    'values of a header': (at) => ({ when: { header: { 'x-lab': `lab-${at}` } } }),
    'names of headers': (at) => ({ when: { header: { [`x-lab-${at}`]: 'on' } } }),
  }

  test.each(Object.keys(kinds))('%s', (kind) => {
    const make = kinds[kind] as (at: number) => Findable
    const readsOf = (count: number): number => {
      const filters = [...Array.from({ length: count }, (_, at) => make(at)), { when: { path: '/graphql' } }]
      const { request, reads } = counted(sought({ headers: { accept: '*/*', 'x-lab': 'none' }, device: { model: 'X' } }))
      expect(createWhenIndex(filters)(request)).toEqual([count])
      return reads()
    }
    expect(readsOf(2_000)).toBe(readsOf(200))
  })
})
