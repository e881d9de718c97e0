import { flatten, integer, maxLength, minLength, minValue, number, object, optional, pipe, regex, safeParse, string } from 'valibot'
import type { EdgeLimits } from '../config/limits.ts'
import type { SessionTokens } from '../device/session-tokens.ts'
import type { CallScope } from '../origins/origin-client.ts'
import type { OriginClients } from '../origins/origins.ts'
import { jsonAnswer } from '../protocol/answer.ts'
import { mediaTypeOf, unsupportedMediaType } from '../protocol/media-type.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { parseStrictJson } from '../protocol/strict-json.ts'
import type { Endpoint } from './endpoint.ts'
import { originValue } from './origin-value.ts'

export interface SessionOptions {
  /** Undefined where no key is configured. */
  readonly sessions: SessionTokens | undefined
  readonly limits: EdgeLimits
  /** Whether a demo profile is admitted on its number alone. */
  readonly local: boolean
  bindOrigins(scope: CallScope): OriginClients
}

const wanted = object({
  device: object({
    id: pipe(string(), minLength(1), maxLength(128)),
    class: pipe(string(), regex(/^[a-z0-9-]{1,32}$/)),
    model: optional(pipe(string(), regex(/^[\x20-\x7e]{1,64}$/))),
  }),
  profile: pipe(number(), integer(), minValue(1)),
})

/** `POST /session`: a token for a profile on a device. */
export function sessionEndpoint({ sessions, limits, local, bindOrigins }: SessionOptions): Endpoint {
  return {
    name: 'session',
    methods: ['POST'],
    deadlineMs: limits.deadlineMs,
    async answer(exchange) {
      const { headers, signal } = exchange
      if (mediaTypeOf(headers) !== 'application/json') throw unsupportedMediaType('application/json')
      const body = parseStrictJson(await exchange.body.text(limits.maxBodyBytes, signal), limits.maxJsonDepth, 'body')
      const parsed = safeParse(wanted, body, { abortEarly: true })
      if (!parsed.success) {
        const position = Object.keys(flatten(parsed.issues).nested ?? {})[0] ?? 'body'
        throw new EdgeRefusal('BAD_BODY', `Cannot start a session: '${position}' is missing or not as it should be`, { position })
      }
      if (!local) throw new EdgeRefusal('DEVICE_CREDENTIAL_REQUIRED', 'Cannot start a session: need the credential of a device')
      if (sessions === undefined) throw new EdgeRefusal('NOT_CONFIGURED', 'Cannot start a session: SESSION_KEY is missing or too short')
      const { device: said, profile } = parsed.output
      const device = { id: said.id, class: said.class, model: said.model ?? null }
      const admitted = originValue(await bindOrigins(exchange).members.admit(profile))
      if (admitted === null) throw new EdgeRefusal('PROFILE_UNKNOWN', 'Cannot start a session: there is no such profile')
      const { account, id, kind, country } = admitted
      const { token, expiresAt } = await sessions.issue({ account, profile: id, kind, device, country })
      return jsonAnswer(200, { token, expiresAt: expiresAt.toISOString(), experiments: exchange.flags.of(device.id).cells() })
    },
  }
}
