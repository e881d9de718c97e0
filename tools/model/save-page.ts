import type { OpsAddress } from '../filter/ops-address.ts'
import { Remedy } from '../start/remedy.ts'
import type { SavePageOptions } from './save-page-options.ts'
import { writeWhole } from './write-whole.ts'

const timeoutMs = 30_000

/**
 * Asks a running Marquee for the view of a member's page and writes it to a file, as it came. Comes to what is to be said of it; throws a remedy where
 * Marquee does not give it, and then there is no file, or the one that was there.
 */
export async function savePage(
  { profile, device, reason, out }: SavePageOptions,
  { url, token, operator }: OpsAddress,
  fetch: typeof globalThis.fetch,
): Promise<string> {
  const address = new URL(`/ops/pages/${profile}`, url)
  const search = { device, format: 'html', ...(reason !== undefined && { reason }) }
  for (const [name, value] of Object.entries(search)) address.searchParams.set(name, value)
  const headers = { authorization: `Bearer ${token}`, ...(operator !== undefined && { 'x-marquee-operator': operator }) }
  let answer: Response
  try {
    answer = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
  } catch {
    throw new Remedy(`Cannot reach Marquee at ${url}: is it running (npm start), and is this its address (--url)?`)
  }
  const text = await answer.text()
  if (!answer.ok) throw new Remedy(`Cannot show the page of profile ${profile}: Marquee answered ${answer.status}${messageOf(text)}`)
  if (!answer.headers.get('content-type')?.startsWith('text/html'))
    throw new Remedy(`Cannot show the page: ${url} does not answer as Marquee does`)
  const bytes = new TextEncoder().encode(text)
  writeWhole(out, bytes)
  return `${out}: the page of profile ${profile} on ${device}, ${Math.ceil(bytes.length / 1024)} KiB. It shows what a member watched: delete it when you have looked.`
}

/** What a refusal says; nothing where it is none of Marquee's. */
function messageOf(text: string): string {
  try {
    const { errors } = JSON.parse(text) as { errors?: readonly { message?: unknown }[] }
    const message = errors?.[0]?.message
    return typeof message === 'string' ? `: ${message}` : ''
  } catch {
    return ''
  }
}
