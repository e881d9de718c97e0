import { inject } from 'vitest'
import { type Answered, ask } from './marquee.ts'

const opsToken = inject('opsToken')

/** Asks as an operator; a body that is no text is sent as JSON. */
export function operate(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return ask(path, {
    method,
    headers: { authorization: `Bearer ${opsToken}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

/** The source of a filter in JavaScript, which may do what its types would forbid. */
export function filterSource(apply: string, definition = "stage: 'inbound', failMode: 'open'", top = ''): string {
  return `import { defineFilter } from 'marquee:filter'\n${top}\nexport default defineFilter({ ${definition}, apply({ request, device, response }) { ${apply} } })\n`
}

/** Publishes a source and makes it live; comes to its revision. Throws where either is refused. */
export async function publish(name: string, source: string, share = 1): Promise<string> {
  const put = await operate('PUT', `/ops/filters/${name}?reason=conformance`, source, { 'content-type': 'text/javascript' })
  if (put.status !== 201) throw new Error(`${name}: ${put.status} ${put.text}`)
  const { revision } = put.json<{ revision: string }>()
  const live = await operate('POST', `/ops/filters/${name}/activate`, { revision, share })
  if (live.status !== 200) throw new Error(`${name}: ${live.status} ${live.text}`)
  return revision
}

/** What was done to a name, newest revision first: `REVISION: STATE STATE`, with the reason of the last. */
export async function statesOf(
  name: string,
): Promise<readonly { readonly revision: string; readonly states: readonly string[]; readonly reason: string | null }[]> {
  const { revisions } = (await operate('GET', `/ops/filters/${name}/history`)).json<{
    revisions: { revision: string; states: { state: string; reason: string | null }[] }[]
  }>()
  return revisions.map(({ revision, states }) => ({
    revision,
    states: states.map(({ state }) => state),
    reason: states.at(-1)?.reason ?? null,
  }))
}
