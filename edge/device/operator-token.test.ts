import { expect, test } from 'vitest'
import { createOperatorCheck } from './operator-token.ts'

test.each([
  { name: 'the token itself', token: 'secret-token', good: true },
  { name: 'another of that length', token: 'secret-tokeN', good: false },
  { name: 'its beginning', token: 'secret', good: false },
  { name: 'nothing', token: '', good: false },
])('$name: $good', async ({ token, good }) => {
  expect(await createOperatorCheck('secret-token')(token)).toBe(good)
})

test.each([undefined, ''])('where the token is %j nobody has it', async (expected) => {
  const isOperator = createOperatorCheck(expected)
  for (const token of ['', 'undefined', 'null']) expect(await isOperator(token)).toBe(false)
})
