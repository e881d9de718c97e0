import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFakeMembers } from '../../contracts/fakes/members.ts'
import type { MemberSeed } from '../../contracts/members.ts'
import { createAccountStore } from './account-store.ts'
import type { SqlStorageLike } from './sql-storage.ts'

function openStorage(): SqlStorageLike {
  const database = new DatabaseSync(':memory:')
  return {
    sql: {
      exec(query, ...bindings) {
        if (bindings.length === 0 && query.trim().includes(';')) {
          database.exec(query)
          return { toArray: () => [] }
        }
        const rows = database.prepare(query).all(...bindings)
        return { toArray: () => rows.map((row) => ({ ...row })) as never[] }
      },
    },
    transactionSync: (work) => work(),
  }
}

const viewer = { account: 'a', profile: 1, passport: '' }
const seed: MemberSeed = {
  profile: { id: 1, account: 'a', name: 'Noor', kind: 'adult', country: 'NL' },
  ratings: [{ title: 1, stars: 4, at: 3 }],
  viewings: [{ title: 2, positionSeconds: 60, at: 2 }],
  myList: [3, 1],
}
const titles = [1, 2, 3, 4, 5]
const title = fc.constantFrom(...titles)

/** Writes of a member, some under one of two keys, so that some come again. */
const write = fc.record({
  key: fc.option(fc.constantFrom('k', 'l'), { freq: 3 }),
  what: fc.oneof(
    fc.record({ do: fc.constant('rate' as const), title, stars: fc.option(fc.constantFrom(1, 4, 5)) }),
    fc.record({ do: fc.constantFrom('addToMyList' as const, 'removeFromMyList' as const), title }),
    fc.record({ do: fc.constant('reportPlayback' as const), title, positionSeconds: fc.nat({ max: 9 }) }),
    fc.record({ do: fc.constantFrom('resetTaste' as const, 'deleteHistory' as const) }),
  ),
})

/** Makes a write of either store: their methods have the same names, and the clock stands. */
function make({ key, what }: typeof write extends fc.Arbitrary<infer one> ? one : never, members: ReturnType<typeof createFakeMembers>) {
  switch (what.do) {
    case 'rate':
      return members.rate(viewer, [{ title: what.title, stars: what.stars }], key)
    case 'addToMyList':
    case 'removeFromMyList':
      return members[what.do](viewer, what.title, key)
    case 'reportPlayback':
      return members.reportPlayback(viewer, { title: what.title, positionSeconds: what.positionSeconds, event: 'STOP' }, key)
    default:
      return members[what.do](viewer, key)
  }
}

test('whatever is written in whatever order, with resets and deletions between, SQL and memory tell the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 25 }), async (writes) => {
      const store = createAccountStore(openStorage())
      store.create([seed])
      const fake = createFakeMembers([seed], { now: () => 1_000 })
      const inSql = new Proxy(fake, {
        get:
          (_, method) =>
          async (...args: unknown[]) =>
            (store as unknown as Record<string | symbol, (...all: unknown[]) => unknown>)[method]?.(...args, 1_000),
      })
      for (const one of writes) {
        const { version } = await make(one, inSql)
        expect(version).toBe((await make(one, fake)).version)
      }
      const { before = { viewings: [], myList: [] }, ...history } = store.history(viewer)
      const { before: told = { viewings: [], myList: [] }, ...same } = await fake.history(viewer)
      expect({ ...history, picks: [] }).toEqual({ ...same, picks: [] })
      expect(before).toEqual(told)
      expect(store.marks(viewer, titles)).toEqual(await fake.marks(viewer, titles))
      expect(store.lastErased('a', 1)).toBe(await fake.lastErased('a', 1))
    }),
    { numRuns: 300 },
  )
})
