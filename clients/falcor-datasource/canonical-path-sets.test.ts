import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../graph/limits.ts'
import { parsePathSets, printPathSets } from '../../graph/plan/path-set.ts'
import { canonicalPathSets, type PathSet } from './canonical-path-sets.ts'

test.each<{ name: string; given: readonly PathSet[]; canonical: readonly PathSet[] }>([
  { name: 'names are sorted, each once', given: [['a', ['year', 'name', 'year']]], canonical: [['a', ['name', 'year']]] },
  { name: 'a set of one key is that key', given: [['a', ['b'], { from: 3, to: 3 }]], canonical: [['a', 'b', 3]] },
  {
    name: 'ranges that touch or overlap are one',
    given: [['a', [{ from: 4, to: 6 }, { to: 3 }, 5, 7]]],
    canonical: [['a', { from: 0, to: 7 }]],
  },
  { name: 'a range by length', given: [['a', { from: 2, length: 3 }]], canonical: [['a', { from: 2, to: 4 }]] },
  { name: 'integers are numbers, also those in strings', given: [['a', ['10', 2, '02']]], canonical: [['a', [2, 10, '02']]] },
  { name: 'other numbers and booleans are strings', given: [['a', [1.5, -1, true]]], canonical: [['a', ['-1', '1.5', 'true']]] },
  { name: 'null comes last', given: [['a', [null, 'b', 1]]], canonical: [['a', [1, 'b', null]]] },
  { name: 'path sets are sorted, each once', given: [['b'], ['a', 1], ['b'], ['a', '1']], canonical: [['a', 1], ['b']] },
  {
    name: 'what stands for no path is left out',
    given: [['a', []], ['a', { from: 2, to: 1 }], ['a', { length: 0 }], ['b']],
    canonical: [['b']],
  },
])('canonicalPathSets: $name', ({ given, canonical }) => expect(canonicalPathSets(given)).toEqual(canonical))

test.each([
  { name: 'a range without an end', given: [['a', { from: 1 }]] },
  { name: 'a negative range', given: [['a', { from: -2, to: 1 }]] },
  { name: 'an object that is no range', given: [['a', { $type: 'ref' }]] },
  { name: 'an array in a key set', given: [['a', [['b']]]] },
  { name: 'a path that is no array', given: ['a.b'] },
])('canonicalPathSets leaves to the server: $name', ({ given }) => expect(canonicalPathSets(given as never)).toEqual(given))

describe('for all path sets', () => {
  const integer = fc.integer({ min: 0, max: 20 })
  const range = fc.oneof(
    fc.record({ from: integer, to: integer }),
    fc.record({ from: integer, length: integer }),
    fc.record({ to: integer }),
    fc.record({ length: integer }),
  )
  const key = fc.oneof(fc.constantFrom('name', 'year', 'Z', 'é', '07', '-1', '~', true, null, -0, 1.5, 1e21), integer, integer.map(String))
  const keySet = fc.oneof(key, range, fc.array(fc.oneof(key, range), { maxLength: 6 }))
  const pathSets = fc.array(fc.array(keySet, { minLength: 1, maxLength: 4 }), { maxLength: 5 })

  test('the form is the one the server answers with', () => {
    fc.assert(
      fc.property(pathSets, (sets) => {
        const theirs = printPathSets(parsePathSets(sets, { ...defaultLimits, pathCount: Number.MAX_SAFE_INTEGER }))
        expect(JSON.stringify(canonicalPathSets(sets))).toBe(JSON.stringify(theirs))
      }),
    )
  })

  test('it is the same in whatever order they are given, and of itself', () => {
    fc.assert(
      fc.property(pathSets, (sets) => {
        const backwards = [...sets].reverse().map((set) => set.map((keys) => (Array.isArray(keys) ? [...keys].reverse() : keys)))
        const canonical = canonicalPathSets(sets)
        for (const same of [backwards, canonical]) expect(JSON.stringify(canonicalPathSets(same))).toBe(JSON.stringify(canonical))
      }),
    )
  })
})
