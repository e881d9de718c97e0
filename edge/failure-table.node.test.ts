import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { failureTable } from './failure-table.ts'

const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')
const [, ours = ''] = page.split(/^## The request is not as it should be$/m)
const [requests = ''] = ours.split(/^## The graph refuses/m)

const documented = [...requests.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, code, status]) => [
  code,
  Number(status),
])

test('docs/errors.md lists every code of the edge with its status, and no other', () => {
  expect(Object.fromEntries(documented)).toEqual(
    Object.fromEntries(Object.entries(failureTable).map(([code, { status }]) => [code, status])),
  )
  expect(documented).toHaveLength(Object.keys(failureTable).length)
})

test('every failure is a status of 4xx or 5xx', () => {
  for (const { status } of Object.values(failureTable)) expect(status).toSatisfy((value: number) => value >= 400 && value <= 599)
})
