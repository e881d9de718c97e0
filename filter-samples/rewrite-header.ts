import { defineFilter } from 'marquee:filter'

/** Old televisions name their language as `en_US`; the language tags of HTTP have a dash (RFC 5646). */
const underscored = /^[a-z]{2,3}_[A-Z]{2}\b/

export default defineFilter({
  stage: 'inbound',
  failMode: 'open',
  shouldFilter: ({ request }) => underscored.test(request.headers['accept-language'] ?? ''),
  apply({ request }) {
    const language = request.headers['accept-language'] ?? ''
    return [{ setRequestHeader: ['accept-language', language.replaceAll('_', '-')] }, { removeRequestHeader: 'x-language' }]
  },
})

export const fixtures = [
  {
    name: 'an underscore',
    request: { headers: { 'accept-language': 'en_US,nl_NL;q=0.5' } },
    actions: [{ setRequestHeader: ['accept-language', 'en-US,nl-NL;q=0.5'] }, { removeRequestHeader: 'x-language' }],
  },
  { name: 'a dash', request: { headers: { 'accept-language': 'en-US' } } },
  { name: 'no language', request: {} },
]
