import { runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { withPassport } from '../../contracts/fakes/test-passports.ts'
import { membersContract } from '../../contracts/members.contract.ts'
import type { Members } from '../../contracts/members.ts'
import type { Account } from './account.ts'

declare global {
  namespace Cloudflare {
    interface Env {
      readonly ACCOUNTS: DurableObjectNamespace<Account>
    }
    interface GlobalProps {
      mainModule: typeof import('./worker.ts')
    }
  }
}

// Over RPC the answers are the contract's; the stub's own type wraps them in ways that the contract need not know.
const members = exports.Members as unknown as Members

membersContract('the worker', async () => members)

test('asking about an account that nobody seeded leaves nothing behind in its object', async () => {
  expect(await members.profile(await withPassport({ account: 'made-up', profile: 1 }))).toBeNull()
  const tables = await runInDurableObject(env.ACCOUNTS.getByName('made-up'), (_, { storage }) =>
    storage.sql.exec('SELECT name FROM sqlite_master').toArray(),
  )
  expect(tables).toEqual([])
})

test('a viewer whose passport says another profile is refused, and nothing is changed', async () => {
  const [viewer, neighbour] = await Promise.all([withPassport({ account: 'a1', profile: 1 }), withPassport({ account: 'a2', profile: 2 })])
  for (const forged of [
    { ...viewer, passport: neighbour.passport },
    { ...viewer, passport: '' },
    { ...viewer, profile: 3 },
  ])
    await expect((async () => await members.addToMyList(forged, 1, null))()).rejects.toThrow('passport')
})

test('nothing is served over HTTP', async () => {
  const response = await exports.default.fetch(new Request('http://members.test/'))
  expect(response.status).toBe(404)
})
