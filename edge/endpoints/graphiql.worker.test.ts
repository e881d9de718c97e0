import { describe, expect, test } from 'vitest'
import { createTestEdge, postJson, refusalOf } from '../test/test-edge.ts'

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

/** The built files, and what was asked of them. */
function appFiles() {
  const asked: string[] = []
  const fetch = async ({ url, headers }: Request) => {
    const { pathname } = new URL(url)
    asked.push([pathname, ...headers.keys()].join(' '))
    if (pathname !== '/graphiql/' && pathname !== '/graphiql/page.js') return new Response(null, { status: 404 })
    if (headers.get('if-none-match') === '"v1"') return new Response(null, { status: 304, headers: { etag: '"v1"' } })
    return new Response(`the file ${pathname}`, {
      headers: { 'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html', etag: '"v1"', 'x-of-the-platform': '1' },
    })
  }
  return { asked, fetch }
}

describe('GraphiQL', () => {
  test('stands at /graphql for a browser, kept by no cache and out of reach of other hosts and frames', async () => {
    const answer = await createTestEdge({ apps: appFiles() }).fetch('/graphql?query={hello}', { headers: browser })
    expect([answer.status, await answer.text()]).toEqual([200, 'the file /graphiql/'])
    expect(answer.headers.get('content-type')).toBe('text/html')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('vary')).toBe('accept, origin')
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
  })

  test.each([
    { name: 'a client', init: {} },
    { name: 'a client that takes anything', init: { headers: { accept: '*/*' } } },
    { name: 'a client of the protocol', init: { headers: { accept: 'application/graphql-response+json' } } },
  ])('is not what $name gets', async ({ init }) => {
    const apps = appFiles()
    const answer = await createTestEdge({ apps }).fetch('/graphql?query={hello}', init)
    expect(await answer.json()).toEqual({ data: { hello: 'hello world' } })
    expect(apps.asked).toEqual([])
  })

  test('is not what a POST gets', async () => {
    const answer = await createTestEdge({ apps: appFiles() }).fetch('/graphql', postJson({ query: '{ hello }' }, browser))
    expect(await answer.json()).toEqual({ data: { hello: 'hello world' } })
  })

  test('gets its files, which browsers ask for again by their etag; nothing of who asks is passed on', async () => {
    const apps = appFiles()
    const { fetch, signIn } = createTestEdge({ apps })
    const headers = { authorization: `Bearer ${await signIn()}` }
    const file = await fetch('/graphiql/page.js', { headers })
    expect([file.status, await file.text(), file.headers.get('etag')]).toEqual([200, 'the file /graphiql/page.js', '"v1"'])
    expect(file.headers.get('x-of-the-platform')).toBeNull()
    expect((await fetch('/graphiql/page.js', { headers: { ...headers, 'if-none-match': '"v1"' } })).status).toBe(304)
    expect(apps.asked).toEqual(['/graphiql/page.js', '/graphiql/page.js if-none-match'])
  })

  test.each([
    { name: 'no other file', overrides: { apps: appFiles() }, path: '/graphiql/nosuch.js', status: 404, code: 'NOT_FOUND' },
    { name: 'no file where there are none', overrides: {}, path: '/graphiql/page.js', status: 404, code: 'NOT_FOUND' },
    { name: 'no page where there is none', overrides: {}, path: '/graphql', status: 400, code: 'BAD_FIELD' },
  ])('is $name', async ({ overrides, path, status, code }) => {
    expect(await refusalOf(await createTestEdge(overrides).fetch(path, { headers: browser }))).toEqual({ status, code })
  })
})
