import type { CheckedAction } from '../../filter-sdk/action-rules.ts'
import type { Exchange } from '../exchange.ts'
import { type Answer, jsonAnswer } from '../protocol/answer.ts'
import type { StatusCategory } from '../telemetry/status-category.ts'

/** What a filter wants that cannot be done: a failure of the filter. */
export class ActionFailed extends Error {
  override readonly name = 'ActionFailed'
}

/**
 * Does what a filter wants, action by action. Comes to the answer that ends the stage; undefined where it goes on. Changes of an answer that is not there
 * yet are kept in the exchange. Throws an `ActionFailed` for an origin that is not registered.
 */
export function applyActions(
  actions: readonly CheckedAction[],
  exchange: Exchange,
  answer: Answer | undefined,
  hasOrigin: (name: string) => boolean,
): Answer | undefined {
  for (const action of actions) {
    if ('setRequestHeader' in action) exchange.headers.set(...action.setRequestHeader)
    else if ('removeRequestHeader' in action) exchange.headers.remove(action.removeRequestHeader)
    else if ('setResponseHeader' in action) changeAnswer(exchange, answer, ...action.setResponseHeader)
    else if ('removeResponseHeader' in action) changeAnswer(exchange, answer, action.removeResponseHeader, null)
    else if ('setAttribute' in action) exchange.attributes.set(...action.setAttribute)
    else if ('route' in action) {
      const { route } = action
      const origin = 'origin' in route ? route.origin : `version-${route.version}`
      if (!hasOrigin(origin)) throw new ActionFailed(`no origin '${origin}' is registered`)
      exchange.routedTo = origin
    } else return 'respond' in action ? responded(action.respond, exchange) : redirected(action.redirect)
  }
  return undefined
}

/** What was kept for the answer while there was none. */
export function applyKept({ answerChanges }: Exchange, { headers }: Answer): void {
  for (const [name, value] of answerChanges) setOrRemove(headers, name, value)
}

/** The actions as they are told, by kind and name alone: values may be nobody's business. */
export function describeActions(actions: readonly CheckedAction[]): readonly string[] {
  return actions.map((action) => {
    if ('respond' in action) return `respond ${action.respond.status}${action.respond.code === undefined ? '' : ` ${action.respond.code}`}`
    if ('redirect' in action) return `redirect ${action.redirect.status}`
    if ('route' in action) return 'origin' in action.route ? `route to ${action.route.origin}` : `route to version ${action.route.version}`
    if ('setAttribute' in action) return `attribute ${action.setAttribute[0]}`
    if ('removeRequestHeader' in action) return `remove ${action.removeRequestHeader} of request`
    if ('removeResponseHeader' in action) return `remove ${action.removeResponseHeader}`
    return 'setRequestHeader' in action ? `set ${action.setRequestHeader[0]} of request` : `set ${action.setResponseHeader[0]}`
  })
}

function changeAnswer(exchange: Exchange, answer: Answer | undefined, name: string, value: string | null): void {
  if (answer === undefined) exchange.answerChanges.push([name, value])
  else setOrRemove(answer.headers, name, value)
}

function setOrRemove(headers: Answer['headers'], name: string, value: string | null): void {
  if (value === null) delete headers[name]
  else headers[name] = value
}

type Respond = Extract<CheckedAction, { readonly respond: unknown }>['respond']

function responded({ status, code, message, headers, body }: Respond, exchange: Exchange): Answer {
  exchange.category = categoryOf(status)
  if (body === undefined && (code !== undefined || message !== undefined)) {
    exchange.refused = code ?? 'FILTERED'
    const error = { message: message ?? 'A filter has answered this request', extensions: { code: exchange.refused } }
    return jsonAnswer(status, { errors: [error] }, headers)
  }
  exchange.refused = code
  return { status, headers: { 'cache-control': 'no-store', ...headers }, body: body ?? null }
}

const redirected = ({ status, location }: Extract<CheckedAction, { readonly redirect: unknown }>['redirect']): Answer => ({
  status,
  headers: { location, 'cache-control': 'no-store' },
  body: null,
})

function categoryOf(status: number): StatusCategory {
  if (status >= 500) return 'FAILURE_LOCAL_PIPELINE'
  if (status === 401 || status === 403) return 'FAILURE_CLIENT_UNAUTHORIZED'
  return status >= 400 ? 'FAILURE_CLIENT_BAD_REQUEST' : 'SUCCESS'
}
