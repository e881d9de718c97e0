import type { Passports } from '../../../contracts/passport.ts'
import type { EdgeLimits } from '../../config/limits.ts'
import type { Exchange } from '../../exchange.ts'
import type { CallScope } from '../../origins/origin-client.ts'
import type { OriginClients } from '../../origins/origins.ts'
import { type Answer, jsonAnswer } from '../../protocol/answer.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'
import { originValue } from '../origin-value.ts'
import { type OpsCall, reading } from './ops-call.ts'
import { badField, readSearch } from './read-search.ts'

export interface PageCallsOptions {
  bindOrigins(scope: CallScope): OriginClients
  readonly passports: Pick<Passports, 'issue'>
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * `GET /ops/pages/PROFILE?device=tv`: a member's page with all that was weighed to build it, as JSON, or as HTML to a browser and for `format=html`.
 * It shows what a member has watched, so who looked, at whom and (`reason`) why is in the audit log, and what cannot be noted is not shown.
 */
export function pageCalls({ maxReasonLength }: EdgeLimits, { bindOrigins, passports, now }: PageCallsOptions): OpsCall {
  return {
    ...reading(/^\/ops\/pages\/([1-9]\d{0,9})$/, async ({ exchange, part }) => {
      const { device = 'tv', format, reason = '' } = readSearch(exchange.url.searchParams, ['device', 'format', 'reason'])
      if (!/^[a-z0-9-]{1,32}$/.test(device)) throw badField('device')
      if (format !== undefined && format !== 'json' && format !== 'html') throw badField('format')
      if (reason.length > maxReasonLength) throw badField('reason')
      const profile = Number(part)
      const origins = bindOrigins(exchange)
      const record = originValue(await origins.members.admit(profile))
      if (record === null) throw new EdgeRefusal('NOT_FOUND', 'Cannot explain this page: there is no such profile')
      const { account, kind, country } = record
      // An operator is no member: origins are shown a passport for the member, which says that an operator holds it.
      const holder = { id: 'operator', class: device }
      const passport = await passports.issue({ account, profile, kind, device: holder, country, degraded: false })
      const explanation = originValue(await origins.recommendations.explain({ account, profile, passport }, device))
      if (!(format === 'html' || (format === undefined && asksForPage(exchange)))) return jsonAnswer(200, explanation, { vary: 'accept' })
      const { pagePolicy, renderPageView } = await import('./page-view/render-page-view.ts')
      return htmlAnswer(renderPageView(explanation, { profile, at: now() }), pagePolicy)
    }),
    isAudited: true,
  }
}

const asksForPage = ({ headers }: Exchange) => /\btext\/html\b/i.test(headers.get('accept') ?? '')

function htmlAnswer(body: string, policy: string): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    vary: 'accept',
  }
  return { status: 200, headers, body }
}
