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
  const viewer = { account: 'a', profile: 1 }
  const report = { title: 1, positionSeconds: 5, event: 'PAUSE' } as const
  const written = await members.reportPlayback(viewer, report, 'k')
  now += day
  expect(await members.reportPlayback(viewer, report, 'k')).toEqual(written)
  now += 1
  expect(await members.reportPlayback(viewer, report, 'k')).toEqual({ version: written.version + 1 })
})
