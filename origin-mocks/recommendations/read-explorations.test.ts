import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readExplorations } from './read-explorations.ts'
import type { KeptExploration } from './sql-explorations.ts'

const exploration = (number: number, chosen: number): KeptExploration => ({
  ...{ number, snapshot: number, row: 'drama', column: 2, candidates: [], chosen, model: 'm', at: 0, taken: null },
})

/** Owners with so many explorations each. */
function makeSources(counts: readonly number[]) {
  const forgotten: string[] = []
  let next = 0
  const owners = counts.map((count, at) => ({
    ...{ number: at + 1, owner: `p${at + 1}`, alias: `alias-${at + 1}` },
    explorations: Array.from({ length: count }, (_, nth) => exploration(nth + 1, next++)),
  }))
  return {
    forgotten,
    sources: {
      explorersAfter: async (number: number, limit: number) => owners.filter((one) => one.number > number).slice(0, limit),
      explorationsOf: async (owner: string, after: number, limit: number) =>
        (owners.find((one) => one.owner === owner)?.explorations ?? []).filter((one) => one.number > after).slice(0, limit),
      forgetExplorer: async (owner: string) => {
        forgotten.push(owner)
      },
    },
  }
}

test('read in parts of any size, each exploration comes once, in order, and no owner is named', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (counts, limit) => {
      const { sources } = makeSources(counts)
      const read: number[] = []
      let cursor: string | null = null
      do {
        const slice = await readExplorations(sources, cursor, limit)
        expect(slice?.explorations.length).toBeLessThanOrEqual(limit)
        for (const one of slice?.explorations ?? []) {
          expect(one.page).toMatch(/^alias-\d+\.k\d+$/)
          expect(one).not.toHaveProperty('number')
          read.push(one.chosen)
        }
        cursor = slice?.next ?? null
      } while (cursor !== null)
      expect(read).toEqual([...read.keys()])
      expect(read).toHaveLength(counts.reduce((sum, count) => sum + count, 0))
    }),
  )
})

test('an owner that has none left is forgotten', async () => {
  const { sources, forgotten } = makeSources([1, 0, 2])
  await readExplorations(sources, null, 10)
  expect(forgotten).toEqual(['p2'])
})

test.each(['', 'x', '1', '1.2.3', '-1.0', "1.0' OR 1=1"])('%j is no cursor', async (cursor) => {
  expect(await readExplorations(makeSources([1]).sources, cursor, 10)).toBeUndefined()
})
