import { defineFilter } from 'marquee:filter'

/** Minutes until devices may ask again; spread over ten, so that they do not all come at once. */
const minutes = 15
const page = `<!doctype html>
<html lang="en">
  <title>We are back soon</title>
  <h1>We are back soon</h1>
  <p>Marquee is being looked after.</p>
</html>
`

export default defineFilter({
  stage: 'inbound',
  failMode: 'closed',
  apply({ request }) {
    const seconds = minutes * 60 + Math.floor(Math.random() * 600)
    const headers = { 'retry-after': String(seconds), 'cache-control': 'no-store' }
    if (!(request.headers.accept ?? '').includes('text/html'))
      return [{ respond: { status: 503, code: 'MAINTENANCE', message: 'Marquee is being looked after', headers } }]
    return [{ respond: { status: 503, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body: page } }]
  },
})

export const fixtures = [
  { name: 'an app', request: { url: '/graphql' }, actions: [{ respond: { status: 503, code: 'MAINTENANCE' } }] },
  {
    name: 'a browser',
    request: { url: '/', headers: { accept: 'text/html,*/*;q=0.8' } },
    actions: [{ respond: { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page } }],
  },
]
