import type { RequestHeaders } from '../protocol/request-headers.ts'
import { guard } from './filter.ts'

/** Headers by which proxies and services tell each other what only they can know. `x-marquee-operator` names who asks to the operators' log. */
const internal =
  /^(?:x-marquee-(?!operator$)|x-internal-|x-passport|x-forwarded|forwarded$|x-real-ip$|x-original-|x-rewrite-|true-client-ip$|cf-|cloudflare-|x-http-method)/

/** Takes out of a request what a device may not say: no later filter, endpoint or origin can mistake it for ours. */
export const stripHeaders = guard<{ readonly headers: RequestHeaders }>('strip-headers', ({ headers }) => {
  let found: string[] | undefined
  for (const [name] of headers) if (internal.test(name)) (found ??= []).push(name)
  for (const name of found ?? []) headers.remove(name)
  return undefined
})
