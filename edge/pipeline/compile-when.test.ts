import { expect, test } from 'vitest'
import { shareOf } from '../device/share-of.ts'
import { type Asked, compileWhen } from './compile-when.ts'
import { passing } from './test/passing.ts'

const asked = (device: Partial<Asked['device']> = {}) => passing('/graphql?x=1', { headers: { 'x-lab': 'on' } }, device)

test.each([
  [{}, undefined],
  [{ method: ['GET', 'POST'] }, undefined],
  [{ method: ['POST'] }, 'another method'],
  [{ path: '/graphql' }, undefined],
  [{ path: '/graph' }, 'another path'],
  [{ path: '/graph*' }, undefined],
  [{ path: '/play/*' }, 'another path'],
  [{ device: { class: ['tv', 'phone'] } }, undefined],
  [{ device: { class: ['phone'] } }, 'another device class'],
  [{ device: { id: ['tv-2', 'tv-1'] } }, undefined],
  [{ device: { id: ['tv-2'] } }, 'another device'],
  [{ country: ['NL'] }, undefined],
  [{ country: ['DE'] }, 'another country'],
  [{ header: { 'X-Lab': 'on' } }, undefined],
  [{ header: { 'X-Lab': 'off' } }, 'another x-lab'],
  [{ share: 1 }, undefined],
  [{ share: 0 }, 'not in its share'],
  [{ method: ['GET'], path: '/other', country: ['DE'] }, 'another path'],
])('when %j: %j', (when, unfit) => {
  expect(compileWhen(when, 'f')?.(asked())).toBe(unfit)
})

test('nothing is asked where there is no when', () => {
  expect(compileWhen(undefined, 'f')).toBeUndefined()
})

test('who has not signed in has no device or country to fit, and is taken for a browser', () => {
  const visitor = asked({ id: null, class: 'browser', country: null })
  expect(compileWhen({ share: 0.99 }, 'f')?.(visitor)).toBe('not in its share')
  expect(compileWhen({ share: 1 }, 'f')?.(visitor)).toBeUndefined()
  expect(compileWhen({ device: { class: ['tv'] } }, 'f')?.(visitor)).toBe('another device class')
  expect(compileWhen({ device: { id: ['null'] } }, 'f')?.(visitor)).toBe('another device')
  expect(compileWhen({ country: ['NL'] }, 'f')?.(visitor)).toBe('another country')
})

test('a draw spreads devices evenly, the same way each time, and draws are not alike', () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `tv-${at}`)
  for (const share of [0.01, 0.05, 0.5]) {
    const drawn = ids.filter((id) => shareOf('canary', id) < share).length
    expect(Math.abs(drawn / ids.length - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / ids.length))
  }
  expect(ids.map((id) => shareOf('canary', id))).toEqual(ids.map((id) => shareOf('canary', id)))
  const both = ids.filter((id) => shareOf('one', id) < 0.5 && shareOf('other', id) < 0.5).length
  expect(Math.abs(both / ids.length - 0.25)).toBeLessThan(0.02)
})
