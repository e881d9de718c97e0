import { expect, test } from 'vitest'
import { createFieldUsage } from './field-usage.ts'

const at = Date.UTC(2026, 10, 24)
const tv = { name: 'tv', version: '1.0.0' }

test('fields are counted for each client and version', () => {
  const usage = createFieldUsage(10, () => at)
  usage.count(tv, ['Query.title', 'Title.name'])
  usage.count(tv, ['Query.title', 'Title.year'])
  usage.count({ name: 'tv', version: '1.1.0' }, ['Title.year'])
  expect(usage.report()).toEqual({
    since: '2026-11-24T00:00:00.000Z',
    clients: [
      { ...tv, operations: 2, fields: { 'Query.title': 2, 'Title.name': 1, 'Title.year': 1 } },
      { name: 'tv', version: '1.1.0', operations: 1, fields: { 'Title.year': 1 } },
    ],
  })
})

test('more names than are kept apart are counted together, and those that are known stay', () => {
  const usage = createFieldUsage(2, () => at)
  usage.count(tv, ['Title.name'])
  for (let one = 0; one < 1_000; one++) usage.count({ name: `forged-${one}`, version: '' }, ['Title.name'])
  usage.count(tv, ['Title.name'])
  const { clients } = usage.report()
  expect(clients.map(({ name, operations }) => [name, operations])).toEqual([
    ['forged-0', 1],
    ['other', 999],
    ['tv', 2],
  ])
})
