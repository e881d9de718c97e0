import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createExperiments } from './experiments.ts'

const cells = [
  { name: 'off', weight: 2 },
  { name: 'on', weight: 1 },
  { name: 'loud', weight: 1 },
]
const devices = Array.from({ length: 20_000 }, (_, at) => `tv-${at}`)
const cellsOf = (share: number, key = 'autoplay') => {
  const provider = createExperiments([{ key, cells, share }])
  return devices.map((targetingKey) => provider.resolveStringEvaluation(key, 'default', { targetingKey }).variant)
}
const shareIn = (all: readonly unknown[], one: unknown) => all.filter((each) => each === one).length / all.length

describe('an experiment', () => {
  test('spreads devices over its cells by their weights', () => {
    const drawn = cellsOf(1)
    expect(shareIn(drawn, 'off')).toBeCloseTo(0.5, 1)
    expect(shareIn(drawn, 'on')).toBeCloseTo(0.25, 1)
    expect(shareIn(drawn, 'loud')).toBeCloseTo(0.25, 1)
    expect(shareIn(drawn, undefined)).toBe(0)
  })

  test('takes the share of devices that it is for, and a growing share moves nobody to another cell', () => {
    const [some, more] = [cellsOf(0.1), cellsOf(0.6)]
    expect(shareIn(some, undefined)).toBeCloseTo(0.9, 1)
    expect(some.every((cell, at) => cell === undefined || cell === more[at])).toBe(true)
  })

  test('says nothing about another', () => {
    const [one, other] = [cellsOf(1, 'one'), cellsOf(1, 'other')]
    const among = other.filter((_, at) => one[at] === 'on')
    expect(shareIn(among, 'on')).toBeCloseTo(0.25, 1)
  })

  test('gives a device the same cell each time', () => {
    const provider = createExperiments([{ key: 'autoplay', cells, share: 0.5 }])
    fc.assert(
      fc.property(fc.string(), (targetingKey) => {
        const ask = () => provider.resolveStringEvaluation('autoplay', 'default', { targetingKey })
        expect(ask()).toEqual(ask())
      }),
    )
  })
})

test.each([
  ['a flag that is not there', 'nosuch', 'tv-1', { value: 'default', reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' }],
  ['nobody to draw for', 'autoplay', null, { value: 'default', reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING' }],
  ['a device outside its share', 'autoplay', 'tv-1', { value: 'default', reason: 'DEFAULT' }],
])('%s comes to the default, and says why', (_, flag, targetingKey, details) => {
  const provider = createExperiments([{ key: 'autoplay', cells, share: 0 }])
  expect(provider.resolveStringEvaluation(flag, 'default', { targetingKey })).toEqual(details)
})

test.each([[[]], [[{ name: 'off', weight: 0 }]], [[{ name: 'off', weight: Number.NaN }]]])('cells %j do not start', (bad) => {
  expect(() => createExperiments([{ key: 'autoplay', cells: bad, share: 1 }])).toThrow(RangeError)
})
