import { expect, test } from 'vitest'
import { openSqlite } from '../test/open-sqlite.ts'
import type { DebugRule } from './debug-rule.ts'
import { createDebugRules, maxRules } from './debug-rules.ts'

const rule = (name: string, until = 10_000): DebugRule => ({ name, when: { path: '/graphql' }, until, author: 'ana', reason: 'slow' })

function room() {
  const clock = { now: 1_000 }
  return { clock, rules: createDebugRules(openSqlite(), () => clock.now) }
}

test('each change gives the set another version; what changes nothing gives none', () => {
  const { rules } = room()
  expect(rules.snapshot()).toEqual({ version: 0, content: [] })
  expect(rules.put(rule('b'))).toEqual({ version: 1, content: [rule('b')] })
  expect(rules.put(rule('a'))?.content).toEqual([rule('a'), rule('b')])
  expect(rules.remove('nosuch')).toBeNull()
  expect(rules.remove('b')).toEqual({ version: 3, content: [rule('a')] })
  expect(rules.snapshot().version).toBe(3)
})

test('a rule takes the place of another of its name', () => {
  const { rules } = room()
  rules.put(rule('a'))
  expect(rules.put(rule('a', 20_000))?.content).toEqual([rule('a', 20_000)])
})

test('a rule whose time is over is gone, and makes room', () => {
  const { clock, rules } = room()
  for (let one = 0; one < maxRules; one++) expect(rules.put(rule(`r${one}`))).not.toBeNull()
  expect(rules.put(rule('one-more'))).toBeNull()
  expect(rules.put(rule('r0'))).not.toBeNull()
  clock.now = 10_000
  expect(rules.snapshot().content).toEqual([])
  expect(rules.remove('r0')).toBeNull()
  expect(rules.put(rule('one-more', 20_000))?.content).toHaveLength(1)
})
