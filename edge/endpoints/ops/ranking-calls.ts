import type { RankingRules, RulesProblem } from '../../../contracts/ranking-rules.ts'
import type { EdgeLimits } from '../../config/limits.ts'
import type { CallScope } from '../../origins/origin-client.ts'
import type { OriginClients } from '../../origins/origins.ts'
import { type Answer, jsonAnswer } from '../../protocol/answer.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'
import { originValue } from '../origin-value.ts'
import { ifMatchOf } from './if-match.ts'
import { type OpsCall, reading } from './ops-call.ts'
import { badField, readCount, readSearch } from './read-search.ts'

/**
 * `GET` and `PUT /ops/ranking/rules`: what operators say about pages, all of it at once, so that it is written over what was read. Pages
 * follow within five seconds. `GET /ops/ranking/explorations`: what was tried on pages, for evaluation.
 */
export function rankingCalls(
  { maxRulesBytes, listedLines, maxListedLines }: EdgeLimits,
  bindOrigins: (scope: CallScope) => OriginClients,
): readonly OpsCall[] {
  return [
    reading(/^\/ops\/ranking\/rules$/, async ({ exchange }) =>
      told(originValue(await bindOrigins(exchange).recommendations.rankingRules())),
    ),

    {
      method: 'PUT',
      path: /^\/ops\/ranking\/rules$/,
      maxBodyBytes: maxRulesBytes,
      async answer({ exchange, body }) {
        const ifMatch = ifMatchOf(exchange)
        const revision = ifMatch === null ? null : /^\d{1,15}$/.test(ifMatch) ? Number(ifMatch) : -1
        const author = exchange.device.operator?.subject ?? ''
        const outcome = originValue(await bindOrigins(exchange).recommendations.putRankingRules(body, author, revision))
        if ('problem' in outcome) throw refusalOf(outcome)
        return told(outcome)
      },
    },

    reading(/^\/ops\/ranking\/explorations$/, async ({ exchange }) => {
      const { cursor = null, limit } = readSearch(exchange.url.searchParams, ['cursor', 'limit'])
      if (cursor !== null && !/^\d{1,15}\.\d{1,15}$/.test(cursor)) throw badField('cursor')
      const count = readCount('limit', limit, { least: 1, most: maxListedLines }) ?? listedLines
      const { explorations, next } = originValue(await bindOrigins(exchange).recommendations.explorations(cursor, count))
      return jsonAnswer(200, { explorations: explorations.map((one) => ({ ...one, at: new Date(one.at).toISOString() })), next })
    }),
  ]
}

const told = (rules: RankingRules): Answer => jsonAnswer(200, rules, { etag: `"${rules.revision}"` })

function refusalOf(outcome: RulesProblem): EdgeRefusal {
  if (outcome.problem === 'invalid') {
    const { place, message } = outcome
    return new EdgeRefusal('RULES_INVALID', `Cannot take these rules: '${place || 'body'}' must be ${message}`, {
      position: place || 'body',
    })
  }
  const { current } = outcome
  return new EdgeRefusal('REVISION_CHANGED', 'Cannot write: another revision is the current one', { current }, { etag: `"${current}"` })
}
