import { expect, test } from 'vitest'
import { createAttemptKeys, randomKey } from './attempt-keys.ts'

function counted() {
  let count = 0
  return createAttemptKeys(() => `k${++count}`)
}

test('a later attempt has the key of the first, another body and a new wish have their own', () => {
  const keyOf = counted()
  expect([keyOf('a', 1), keyOf('b', 1), keyOf('a', 2), keyOf('a', 3), keyOf('b', 2)]).toEqual(['k1', 'k2', 'k1', 'k1', 'k2'])
  expect([keyOf('a', 1), keyOf('a', 2)]).toEqual(['k3', 'k3'])
  expect(keyOf('never seen', 2)).toBe('k4')
})

test('remembers the latest twenty only', () => {
  const keyOf = counted()
  for (let at = 0; at < 20; at++) keyOf(`body ${at}`, 1)
  expect(keyOf('body 0', 2)).toBe('k1')
  keyOf('another', 1)
  expect(keyOf('body 0', 2)).toBe('k1')
  expect(keyOf('body 1', 2)).toBe('k22')
})

test('a random key is a UUID of version 4', () => {
  expect(randomKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(randomKey()).not.toBe(randomKey())
})
