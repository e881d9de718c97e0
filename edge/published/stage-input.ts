import type { StageInput } from '../../filter-sandbox/stage-call.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'

/** Who asks is told by `device`; what proves it is nobody's. */
const hidden = new Set(['authorization', 'cookie', 'proxy-authorization'])
const hiddenOfAnswers = new Set(['set-cookie', 'x-marquee-session'])

/** What published filters see of a request and, in the outbound stage, of its answer: plain data, no credentials, no body. */
export function stageInput({ request, path, url, headers, device }: Exchange, answer: Answer | undefined): StageInput {
  const { id, class: deviceClass, model, viewer, country } = device
  return {
    request: { method: request.method, url: pathOf(path) + url.search, headers: visible(headers, hidden) },
    device: { id, class: deviceClass, model, profile: viewer?.profile ?? null, country },
    ...(answer !== undefined && {
      response: { status: answer.status, headers: visible(Object.entries(answer.headers), hiddenOfAnswers) },
    }),
  }
}

/** What ends a path in a URL is a part of it here: it was encoded. */
function pathOf(path: string): string {
  return path.includes('?') || path.includes('#') ? path.replaceAll('?', '%3F').replaceAll('#', '%23') : path
}

function visible(headers: Iterable<readonly [string, string]>, without: ReadonlySet<string>): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of headers) if (!without.has(name)) shown[name] = value
  return shown
}
