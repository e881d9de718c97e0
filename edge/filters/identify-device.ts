import type { ProfileRecord } from '../../contracts/members.ts'
import type { Outcome } from '../../contracts/outcome.ts'
import type { Passports } from '../../contracts/passport.ts'
import { type Device, operatorsDevice } from '../device/device.ts'
import type { FindOperator } from '../device/operator-tokens.ts'
import type { Session, SessionTokens } from '../device/session-tokens.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'
import type { CallLog } from '../telemetry/call-log.ts'
import { guard } from './filter.ts'

/** The one text for every token that is not good: it says nothing about why. */
export function unauthenticated(): EdgeRefusal {
  return new EdgeRefusal(
    'UNAUTHENTICATED',
    'Cannot tell who you are: the token is missing, not valid or expired',
    {},
    { 'www-authenticate': 'Bearer' },
  )
}

interface Identified {
  readonly headers: HeaderReader
  readonly path: string
  readonly calls: CallLog
  readonly degraded: Set<string>
  device: Device
  renewedToken: string | undefined
}

export interface IdentifyOptions {
  readonly findOperator: FindOperator
  /** Undefined: no device can sign in. */
  readonly sessions: SessionTokens | undefined
  readonly passports: Passports
  /** Asks identity about a profile, within a time of its own. */
  askIdentity(profile: number, calls: CallLog): Promise<Outcome<ProfileRecord | null>>
}

/**
 * Reads who asks from the bearer token, and makes the passport that origins are shown. Without a token it is a visitor; a bad one is refused rather
 * than taken for a visitor's. `/session` is exempt, as it is where a device with an expired token gets its next.
 *
 * In the last part of a token's life identity is asked whether it may have another. Where identity is down, a device keeps going, beyond the end of
 * its token too, for as long as the grace lasts: its passport and its answers say `degraded`. A token that is not ours never causes a call.
 */
export function identifyDevice({ findOperator, sessions, passports, askIdentity }: IdentifyOptions) {
  return guard<Identified>('identify-device', async (exchange) => {
    const authorization = exchange.headers.get('authorization')
    if (authorization === null || exchange.path === '/session') return undefined
    const token = /^Bearer +([^\s,]+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw unauthenticated()
    const operator = await findOperator(token, exchange.headers.get('x-marquee-operator'))
    if (operator !== null) {
      exchange.device = operatorsDevice(operator)
      return undefined
    }
    const verified = await sessions?.verify(token)
    if (sessions === undefined || verified === undefined || verified === null) throw unauthenticated()
    const { session, age } = verified
    const degraded = age !== 'good' && !(await mayGoOn(session, age === 'lapsed', sessions, exchange))
    if (degraded) exchange.degraded.add('identity')
    const { account, profile, kind, device, pseudonym } = session
    const country = session.country ?? exchange.device.country
    const passport = await passports.issue({ account, profile, kind, device, country, degraded })
    const viewer = { account, profile, passport }
    exchange.device = { viewer, kind, id: device.id, class: device.class, model: device.model, country, pseudonym, operator: null }
    return undefined
  })

  /** False where identity cannot say. Refuses who may not go on, and who could sign in again. */
  async function mayGoOn(session: Session, lapsed: boolean, sessions: SessionTokens, exchange: Identified): Promise<boolean> {
    const outcome = await askIdentity(session.profile, exchange.calls)
    if (!outcome.ok) return false
    if (lapsed || outcome.value?.account !== session.account) throw unauthenticated()
    const { kind, country } = outcome.value
    exchange.renewedToken = (await sessions.issue({ ...session, kind, country })).token
    return true
  }
}
