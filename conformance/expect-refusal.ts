import { expect } from 'vitest'
import type { Answered } from './marquee.ts'

/** Expects the contract's error shape, told to no cache, and nothing of our inside. */
export function expectRefusal(answer: Answered, code: string): void {
  const { errors, ...rest } = answer.json<{ errors: { message: string; extensions: Record<string, unknown> }[] }>()
  expect(rest).toEqual({})
  expect(errors.length).toBeGreaterThan(0)
  expect(errors.length).toBeLessThanOrEqual(5)
  for (const error of errors) {
    expect(error.message).toEqual(expect.stringMatching(/\S/))
    expect(error.extensions.code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    if (/^(PATH|DOCUMENT|BODY|JSON_DEPTH|URL|HEADER)_LIMIT$/.test(String(error.extensions.code)))
      expect(error.extensions).toMatchObject({ limit: expect.any(String), maximum: expect.any(Number), actual: expect.any(Number) })
    const { actual = 0, maximum = 0 } = error.extensions
    expect(Number.isSafeInteger(actual) && Number.isSafeInteger(maximum)).toBe(true)
  }
  expect(errors[0]?.extensions.code).toBe(code)
  expect(answer.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/)
  expect(answer.text).not.toMatch(/\bat \S+ \(|\.ts\b|\.js:\d|node_modules|TypeError|RangeError|"stack"/)
  expect(answer.text.length).toBeLessThan(4_096)
  expectTold(answer)
  expect(answer.headers.get('cache-control')).toMatch(/\bno-store\b/)
}

/** Expects what every answer says of itself. */
export function expectTold({ headers }: Answered): void {
  expect(headers.get('x-marquee-trace')).toMatch(/^\S+$/)
  expect(headers.get('server-timing')).toMatch(/\S/)
}
