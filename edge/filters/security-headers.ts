import { decorator } from './filter.ts'

/**
 * Tells browsers to take an answer for what it says it is, to tell no other site where it was asked, to show it in no frame, and to come by TLS
 * from now on. A page of ours that sets a policy of its own keeps it.
 */
export const securityHeaders = decorator<{ readonly url: URL }>('security-headers', ({ url }, { headers }) => {
  headers['x-content-type-options'] = 'nosniff'
  headers['referrer-policy'] ??= 'no-referrer'
  headers['content-security-policy'] ??= "default-src 'none'; frame-ancestors 'none'"
  if (url.protocol === 'https:') headers['strict-transport-security'] = 'max-age=31536000; includeSubDomains'
})
