import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { edgeLimits } from '../../edge/config/limits.ts'
import { ringBounds } from '../../edge/operations/kept-requests.ts'
import { keptEventSteps, keyLifeMs } from '../../origin-mocks/members/account-store.ts'
import { historyTables } from '../../origin-mocks/members/erase-history.ts'
import { limits } from '../../origin-mocks/recommendations/limits.ts'

const page = readFileSync('docs/member-data.md', 'utf8')
const named = (text: string) => [...text.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] as string)

/** The rows of the table: object, tables, what, how long, after a deletion. */
const rows = page
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => {
    const [object = '', tables = '', , time = '', after = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim())
    return { object, tables: named(tables), time, after }
  })
const elsewhere = named(/^Nothing of a member is in these: .*$(?:\n.+$)*/m.exec(page)?.[0] ?? '')

describe('the page about what is kept of a member', () => {
  test('has every table that a worker creates, once where it says something of a member', () => {
    const sources = globSync(['edge/**/*.ts', 'origin-mocks/**/*.ts'], { exclude: (path) => path.includes('node_modules') })
      .filter((path) => !/\.test\.ts$|\/test\//.test(path))
      .map((path) => readFileSync(path, 'utf8'))
    const created = sources.flatMap((text) =>
      [...text.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g)].map((match) => match[1] as string),
    )
    expect([...new Set([...rows.flatMap(({ tables }) => tables), ...elsewhere])].toSorted()).toEqual([...new Set(created)].toSorted())
    const keys = rows.flatMap(({ object, tables }) => tables.map((table) => `${object} ${table}`))
    expect(new Set(keys).size).toBe(keys.length)
  })

  const hour = 60 * 60_000
  test.each([
    { table: 'viewing_events', time: `the last ${keptEventSteps.toLocaleString('en')} writes` },
    { table: 'kept_answers', time: `${keyLifeMs / hour} hours` },
    { table: 'idempotency_keys', time: `${keyLifeMs / hour} hours` },
    { table: 'snapshots', time: `${limits.snapshotKeepMs / hour} hours after` },
    { table: 'explorations', time: `${limits.explorationKeepMs / hour / 24} days` },
    { table: 'requests', time: `${ringBounds.ageMs / hour} hours` },
  ])('gives $table the time that the code does: $time', ({ table, time }) => {
    expect(rows.find(({ tables }) => tables.includes(table))?.time).toMatch(new RegExp(`^${time}`))
  })

  test('says of what a deletion deletes that it is gone, and of nothing else in the account', () => {
    const gone = rows.filter(({ object, after }) => object === '`Account`' && after.startsWith('gone')).flatMap(({ tables }) => tables)
    expect(gone.toSorted()).toEqual([...historyTables].toSorted())
  })

  test('names the bounds of what is in memory, and when an erasure that was cut short is taken up', () => {
    expect(page).toContain(`keeps ${edgeLimits.recentTraces} requests`)
    expect([limits.erasureCheckMs, limits.erasurePatienceMs]).toEqual([5_000, 50_000])
    expect(page).toContain('after five seconds, and at the latest after fifty')
  })
})
