import { describe, expect, test } from 'vitest'
import type { ProfileRecord } from '../../contracts/members.ts'
import { failure, type Outcome, success } from '../../contracts/outcome.ts'
import { createPassports } from '../../contracts/passport.ts'
import { visitor } from '../device/device.ts'
import { createSessionTokens } from '../device/session-tokens.ts'
import { RequestHeaders } from '../protocol/request-headers.ts'
import { createCallLog } from '../telemetry/call-log.ts'
import { identifyDevice } from './identify-device.ts'

const start = Date.UTC(2026, 9, 1)
const hours = (count: number) => count * 3_600_000
const device = { id: 'tv-1', class: 'tv', model: null }
const session = { account: 'a7', profile: 7, kind: 'adult', country: 'NL', device } as const
const profile: ProfileRecord = { id: 7, account: 'a7', name: 'Noor', kind: 'adult', country: 'NL' }
const down = failure('timed-out', 'members', 'admit', 'no answer within 300 ms')
const key = 'a-key-for-tests-of-32-bytes-or-more'

function edgeAt(now: number, identity: Outcome<ProfileRecord | null>) {
  const asked: number[] = []
  const sessions = createSessionTokens({
    ...{ key, now: () => now, lifeSeconds: 12 * 3_600, dueSeconds: 3_600, graceSeconds: 6 * 3_600, skewSeconds: 60, maxBytes: 8_192 },
  })
  const passports = createPassports({ PASSPORT_KEY: key }, () => now)
  const filter = identifyDevice({
    ...{ sessions, passports, findOperator: async () => null },
    async askIdentity(profile) {
      asked.push(profile)
      return identity
    },
  })
  return {
    asked,
    sessions,
    async identify(token: string) {
      const exchange = {
        ...{ path: '/model.json', calls: createCallLog(), degraded: new Set<string>(), device: visitor },
        renewedToken: undefined as string | undefined,
        headers: new RequestHeaders([['authorization', `Bearer ${token}`]]),
      }
      await filter.apply(exchange)
      const { viewer } = exchange.device
      const passport = viewer === null ? null : await passports.read(viewer.passport)
      return { passport, degraded: [...exchange.degraded], renewed: exchange.renewedToken }
    },
  }
}

const { token } = await edgeAt(start, down).sessions.issue(session)
const refused = { code: 'UNAUTHENTICATED' }

describe('a token', () => {
  test('that is good for long is taken without asking identity', async () => {
    const { identify, asked } = edgeAt(start + hours(10), success(profile))
    expect(await identify(token)).toMatchObject({ passport: { account: 'a7', degraded: false }, degraded: [], renewed: undefined })
    expect(asked).toEqual([])
  })

  test('in its last hour is renewed, with what identity says of the profile now', async () => {
    const { identify, asked, sessions } = edgeAt(start + hours(11.5), success({ ...profile, kind: 'child', country: 'BE' }))
    const { renewed, degraded } = await identify(token)
    expect(await sessions.verify(renewed ?? '')).toMatchObject({ age: 'good', session: { account: 'a7', kind: 'child', country: 'BE' } })
    expect({ asked, degraded }).toEqual({ asked: [7], degraded: [] })
  })

  test.each([
    { name: 'in its last hour', at: hours(11.5) },
    { name: 'just after its end', at: hours(12.5) },
    { name: 'at the end of the grace', at: hours(18) },
  ])('$name is good enough where identity is down, and that is told to device and origins', async ({ at }) => {
    const { identify } = edgeAt(start + at, down)
    expect(await identify(token)).toMatchObject({
      ...{ passport: { account: 'a7', profile: 7, degraded: true }, degraded: ['identity'], renewed: undefined },
    })
  })

  test.each([
    { name: 'after its end, where identity can be asked', at: hours(12.5), identity: success(profile) },
    { name: 'beyond the grace, though identity is down', at: hours(18) + 61_000, identity: down },
    { name: 'in its last hour, of a profile that is gone', at: hours(11.5), identity: success(null) },
    {
      name: 'in its last hour, of a profile that moved to another account',
      at: hours(11.5),
      identity: success({ ...profile, account: 'a8' }),
    },
  ])('$name is refused', async ({ at, identity }) => {
    await expect(edgeAt(start + at, identity).identify(token)).rejects.toMatchObject(refused)
  })

  test('that is not ours never causes a call', async () => {
    const { identify, asked } = edgeAt(start + hours(11.5), success(profile))
    const last = token.endsWith('A') ? 'B' : 'A'
    for (const forged of [`${token.slice(0, -1)}${last}`, `${token}.`, token.slice(1), 'x'.repeat(9_000)])
      await expect(identify(forged)).rejects.toMatchObject(refused)
    expect(asked).toEqual([])
  })
})
