/** On every answer: players stand on other origins than the edge, and read ranges and validators. */
export const shared = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'accept-ranges, content-length, content-range, etag',
  'x-content-type-options': 'nosniff',
} as const

/** Answers a preflight: a browser asks before it sends `Range` with some players, and `If-Range`. */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...shared,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'range, if-range, if-none-match, cmcd-request, cmcd-object, cmcd-status, cmcd-session',
      'access-control-max-age': '86400',
    },
  })
}
