import { describe, expect, test } from 'vitest'
import { sha256 } from '../protocol/sha256.ts'
import { createOperatorTokens } from './operator-tokens.ts'

const first = 'secret-token'
const listOf = async (...entries: readonly (readonly [subject: string, role: string, token: string])[]) =>
  JSON.stringify(await Promise.all(entries.map(async ([subject, role, token]) => ({ subject, role, sha256: await sha256(token) }))))

describe('the first token', () => {
  test.each([
    { name: 'the token itself', token: first, good: true },
    { name: 'another of that length', token: 'secret-tokeN', good: false },
    { name: 'its beginning', token: 'secret', good: false },
    { name: 'nothing', token: '', good: false },
  ])('$name: $good', async ({ token, good }) => {
    const { find, problems } = createOperatorTokens({ token: first, local: false })
    expect(await find(token, null)).toEqual(good ? { subject: 'operator', role: 'operator' } : null)
    expect(problems).toEqual([])
  })

  test.each([undefined, ''])('where it is %j nobody has it', async (token) => {
    const { find, problems } = createOperatorTokens({ token, local: true })
    for (const shown of ['', 'undefined', 'null']) expect(await find(shown, null)).toBeNull()
    expect(problems).toEqual(['OPS_TOKEN is missing'])
  })

  test.each([
    { local: true, named: null, subject: 'local' },
    { local: true, named: 'ana', subject: 'ana' },
    { local: true, named: 'ana\nbob', subject: 'local' },
    { local: false, named: 'ana', subject: 'operator' },
  ])('local $local, in the name of $named: $subject', async ({ local, named, subject }) => {
    expect((await createOperatorTokens({ token: first, local }).find(first, named))?.subject).toBe(subject)
  })
})

describe('more tokens', () => {
  test('each has its subject and role; an old and a new one of the same subject are good side by side', async () => {
    const more = await listOf(['ana', 'operator', 'old-of-ana'], ['ana', 'operator', 'new-of-ana'], ['bob', 'reader', 'of-bob'])
    const { find } = createOperatorTokens({ token: first, more, local: true })
    expect(await find('old-of-ana', 'eve')).toEqual({ subject: 'ana', role: 'operator' })
    expect(await find('new-of-ana', null)).toEqual({ subject: 'ana', role: 'operator' })
    expect(await find('of-bob', null)).toEqual({ subject: 'bob', role: 'reader' })
    expect(await find(first, null)).toEqual({ subject: 'local', role: 'operator' })
    expect(await find('of-eve', null)).toBeNull()
  })

  test('they are good without a first one', async () => {
    const { find, problems } = createOperatorTokens({ token: undefined, more: await listOf(['bob', 'reader', 'of-bob']), local: false })
    expect(await find('of-bob', null)).toEqual({ subject: 'bob', role: 'reader' })
    expect(problems).toEqual(['OPS_TOKEN is missing'])
  })

  const good = { subject: 'bob', role: 'reader', sha256: 'a'.repeat(64) }
  test.each([
    { name: 'no JSON', more: '[' },
    { name: 'no list', more: JSON.stringify(good) },
    { name: 'another role', more: JSON.stringify([good, { ...good, role: 'root' }]) },
    { name: 'a hash that is none', more: JSON.stringify([{ ...good, sha256: 'of-bob' }]) },
    { name: 'a subject that would break a line', more: JSON.stringify([{ ...good, subject: 'bob\n' }]) },
    { name: 'a field more', more: JSON.stringify([{ ...good, token: 'of-bob' }]) },
    { name: 'too many', more: JSON.stringify(Array.from({ length: 101 }, () => good)) },
  ])('$name: none of the list is good, and readiness says so', async ({ more }) => {
    const { find, problems } = createOperatorTokens({ token: first, more, local: false })
    expect(await find('of-bob', null)).toBeNull()
    expect(await find(first, null)).not.toBeNull()
    expect(problems).toEqual(['OPS_TOKENS is no list of {"subject","role","sha256"}'])
  })
})
