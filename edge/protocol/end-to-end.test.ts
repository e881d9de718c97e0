import { expect, test } from 'vitest'
import { endToEnd } from './end-to-end.ts'

const connection = (value: string) => new Map([['connection', value]]) as unknown as { get(name: string): string | null }
const none = { get: () => null }

test.each([
  ['connection', 'http2-settings', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ['te', 'trailer', 'transfer-encoding', 'upgrade'],
])('what is of one connection stays there: %s and others', (...names) => {
  const goesOn = endToEnd(none)
  for (const name of names) expect(goesOn(name), name).toBe(false)
})

test.each(['accept', 'content-length', 'cache-control', 'x-proxy-hint', 'trailers', 'upgrade-insecure-requests'])('%s goes on', (name) => {
  expect(endToEnd(none)(name)).toBe(true)
})

test.each(['x-private', 'close, x-private', 'keep-alive ,\tX-Private'])('connection: %s names one more that stays', (value) => {
  const goesOn = endToEnd(connection(value))
  expect([goesOn('x-private'), goesOn('x-other')]).toEqual([false, true])
})

test('what is ours goes on, whatever the other side names', () => {
  const goesOn = endToEnd(connection('x-tier, x-private, te'), (name) => name === 'x-tier' || name === 'te')
  expect([goesOn('x-tier'), goesOn('x-private'), goesOn('te')]).toEqual([true, false, false])
})
