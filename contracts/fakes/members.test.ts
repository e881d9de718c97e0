import { expect, test } from 'vitest'
import { membersContract } from '../members.contract.ts'
import { createFakeMembers } from './members.ts'

membersContract('the fake', async () => createFakeMembers([], { now: () => 1_000 }))

test('a key is forgotten after 24 hours, and not before', async () => {
  const day = 24 * 60 * 60 * 1000
  let now = 1_000
  const seed = {
    profile: { id: 1, account: 'a', name: 'Noor', kind: 'adult', country: 'NL' },
    ratings: [],
    viewings: [],
    myList: [],
  } as const
  const members = createFakeMembers([seed], { now: () => now })
  const viewer = { account: 'a', profile: 1, passport: '' }
  const report = { title: 1, positionSeconds: 5, event: 'PAUSE' } as const
  const written = await members.reportPlayback(viewer, report, 'k')
  now += day
  expect(await members.reportPlayback(viewer, report, 'k')).toEqual(written)
  now += 1
  expect(await members.reportPlayback(viewer, report, 'k')).toEqual({ version: written.version + 1 })
})

test('a turn is lost after 30 seconds, a remembered answer after 24 hours', async () => {
  let now = 1_000
  const profile = { id: 1, account: 'a', name: 'Noor', kind: 'adult', country: 'NL' } as const
  const members = createFakeMembers([{ profile, ratings: [], viewings: [], myList: [] }], { now: () => now })
  const viewer = { account: 'a', profile: 1, passport: '' }
  const remember = async () => (await members.remember(viewer, 'k', '0'.repeat(64), 0)).state
  expect(await remember()).toBe('new')
  now += 30_000
  expect(await remember()).toBe('pending')
  now += 1
  expect(await remember()).toBe('new')
  await members.complete(viewer, 'k', '0'.repeat(64), { status: 200, contentType: 'application/json', body: '{}' })
  now = 1_000 + 24 * 60 * 60 * 1000
  expect(await remember()).toBe('done')
  now += 1
  expect(await remember()).toBe('new')
})
