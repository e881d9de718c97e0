import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { withPassport } from '../../contracts/fakes/test-passports.ts'
import { membersContract } from '../../contracts/members.contract.ts'
import type { Members } from '../../contracts/members.ts'
import type { Account } from './account.ts'
import { keyLifeMs } from './account-store.ts'
import type { CountryCounts } from './country-counts.ts'

declare global {
  namespace Cloudflare {
    interface Env {
      readonly ACCOUNTS: DurableObjectNamespace<Account>
      readonly COUNTRIES: DurableObjectNamespace<CountryCounts>
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

/** Every value of every table of an account's object. */
async function dump(account: string): Promise<Record<string, unknown[]>> {
  return await runInDurableObject(env.ACCOUNTS.getByName(account), (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    return Object.fromEntries([...tables].map(({ name }) => [name, storage.sql.exec(`SELECT * FROM ${name}`).toArray()]))
  })
}

test('a deleted history is nowhere in the object of its account, and is told to those who keep what follows from it', async () => {
  const [title, seconds] = [987_654_321, 123_454_321]
  const profile = { id: 77, account: 'a77', name: 'Noor', kind: 'adult', country: 'NL' } as const
  await members.seed([{ profile, ratings: [], viewings: [], myList: [title] }])
  const viewer = await withPassport({ account: 'a77', profile: 77 })
  await members.rate(viewer, [{ title, stars: 4.5 }], 'rate')
  await members.reportPlayback(viewer, { title, positionSeconds: seconds, event: 'STOP' }, 'stop')
  await members.remember(viewer, 'rate', 'c'.repeat(64), 0)
  await members.complete(viewer, 'rate', 'c'.repeat(64), { status: 200, contentType: 'text/plain', body: `of ${title}` })
  for (const secret of [title, seconds, 'c'.repeat(64)]) expect(JSON.stringify(await dump('a77'))).toContain(String(secret))

  const { version } = await members.deleteHistory(viewer, 'delete')
  for (const secret of [title, seconds, 'c'.repeat(64)]) expect(JSON.stringify(await dump('a77'))).not.toContain(String(secret))
  expect(await exports.Erasures.lastErased('a77', 77)).toBe(version)
  expect(await exports.Erasures.lastErased('a77', 78)).toBe(0)
})

test('keys and kept answers go when their time is over, though nobody comes again', async () => {
  const profile = { id: 78, account: 'a78', name: 'Noor', kind: 'adult', country: 'NL' } as const
  await members.seed([{ profile, ratings: [], viewings: [], myList: [] }])
  const viewer = await withPassport({ account: 'a78', profile: 78 })
  const stub = env.ACCOUNTS.getByName('a78')
  const alarm = () => runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
  await members.addToMyList(viewer, 1, null)
  expect(await alarm()).toBeNull()
  const before = Date.now()
  await members.addToMyList(viewer, 2, 'add')
  await members.remember(viewer, 'add', 'c'.repeat(64), 0)
  expect(await alarm()).toBeGreaterThan(before + keyLifeMs)

  // A clock cannot be moved here: the rows are, into the past.
  await runInDurableObject(stub, (_, { storage }) => {
    for (const table of ['idempotency_keys', 'kept_answers']) storage.sql.exec(`UPDATE ${table} SET at = at - ?`, keyLifeMs + 1)
  })
  expect(await runDurableObjectAlarm(stub)).toBe(true)
  expect(await dump('a78')).toMatchObject({
    idempotency_keys: [],
    kept_answers: [],
    my_list: expect.arrayContaining([expect.objectContaining({ title: 1 }), expect.objectContaining({ title: 2 })]),
  })
  expect(await alarm()).toBeNull()
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

test('what three profiles watch is told of their country, what one watches again and again is not, and nobody is in the counts', async () => {
  const seedOf = (id: number) => ({
    profile: { id, account: `a${id}`, name: 'Noor', kind: 'adult' as const, country: 'MT' },
    ratings: [],
    viewings: [],
    myList: [],
  })
  await members.seed([81, 82, 83].map(seedOf))
  const report = async (profile: number, title: number) =>
    members.reportPlayback(
      await withPassport({ account: `a${profile}`, profile }),
      { title, positionSeconds: 60, event: 'HEARTBEAT' },
      null,
    )
  for (let time = 0; time < 5; time++) await report(81, 700)
  for (const profile of [81, 82, 83]) await report(profile, 701)
  // Counted after the answer.
  await expect.poll(() => members.watchedIn('MT', 10)).toEqual([701])
  const counts = await runInDurableObject(env.COUNTRIES.getByName('MT'), (_, { storage }) =>
    storage.sql.exec('SELECT title, value FROM counts ORDER BY title').toArray(),
  )
  expect(counts).toEqual([
    { title: 700, value: 1 },
    { title: 701, value: 3 },
  ])
})

test('nothing is served over HTTP', async () => {
  const response = await exports.default.fetch(new Request('http://members.test/'))
  expect(response.status).toBe(404)
})
