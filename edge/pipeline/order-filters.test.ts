import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderFilters } from './order-filters.ts'

const named = (text: string) =>
  text.split(' ').map((one) => {
    const [name = '', relation, others = ''] = one.split(/([<>])/)
    return { name, ...(relation === '<' && { before: others.split(',') }), ...(relation === '>' && { after: others.split(',') }) }
  })
const namesOf = (filters: readonly { readonly name: string }[]) => filters.map(({ name }) => name).join(' ')

// a<b: a before b. a>b: a after b.
test.each([
  ['a b c', 'a b c'],
  ['a>c b c', 'b c a'],
  ['a b c<a', 'b c a'],
  ['a b c<b', 'a c b'],
  ['a>b,c b>c c', 'c b a'],
])('%s run as %s', (given, order) => {
  expect(namesOf(orderFilters(named(given)))).toBe(order)
})

test.each([
  ['a>b b>a', 'a after b after a'],
  ['a>a', 'a after a'],
  ['a b>c c>d d>b', 'b after c after d after b'],
  ['a>x', "'x', which is not in its stage"],
  ['a a', "two filters are named 'a'"],
])('%s do not run: %s', (given, why) => {
  expect(() => orderFilters(named(given))).toThrow(why)
})

describe('any set without a cycle', () => {
  /** Relations that all point one way along the names, so that there is no cycle; given in any order. */
  const sets = fc
    .integer({ min: 1, max: 12 })
    .chain((count) =>
      fc.tuple(
        fc.array(fc.record({ low: fc.nat(count - 1), high: fc.nat(count - 1), byAfter: fc.boolean() }), { maxLength: 20 }),
        fc.shuffledSubarray(
          Array.from({ length: count }, (_, at) => at),
          { minLength: count },
        ),
      ),
    )
    .map(([relations, shuffled]) =>
      shuffled.map((at) => ({
        name: `f${at}`,
        after: relations.filter(({ low, high, byAfter }) => byAfter && low < high && high === at).map(({ low }) => `f${low}`),
        before: relations.filter(({ low, high, byAfter }) => !byAfter && low < high && low === at).map(({ high }) => `f${high}`),
      })),
    )

  test('keeps every filter once and every relation, and is ordered the same way each time', () => {
    fc.assert(
      fc.property(sets, (filters) => {
        const ordered = orderFilters(filters).map(({ name }) => name)
        expect([...ordered].sort()).toEqual(filters.map(({ name }) => name).sort())
        for (const { name, before, after } of filters) {
          for (const other of before) expect(ordered.indexOf(name)).toBeLessThan(ordered.indexOf(other))
          for (const other of after) expect(ordered.indexOf(name)).toBeGreaterThan(ordered.indexOf(other))
        }
        expect(orderFilters(filters).map(({ name }) => name)).toEqual(ordered)
      }),
    )
  })
})
