import { afterAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expect-refusal.ts'
import { falcorCall, falcorGet, falcorSet, modelUrl } from './falcor-wire.ts'
import { hostileDocuments } from './hostile-documents.ts'
import { hostileInputs } from './hostile-inputs.ts'
import { type Answered, ask, json } from './marquee.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const profile = 11
const normalPaths = [['titles', [1, 2], ['name', 'year']]]
const normalQuery = '{ one: title(id: 1) { name year } two: title(id: 2) { name year } }'
const rows: string[] = []

afterAll(() => {
  if (process.env.MARQUEE_PRINT === '1') console.log(['| input | status | code |', '|---|---|---|', ...rows].join('\n'))
})

function note(name: string, { status, text }: Answered): void {
  const code = status === 200 && !text.includes('"errors"') ? '' : codesOf(text).join(', ')
  rows.push(`| ${name} | ${status} | ${code} |`)
}

const codesOf = (text: string) =>
  (JSON.parse(text) as { errors: { extensions: { code: string } }[] }).errors.map(({ extensions }) => extensions.code)

let member: SignedIn | undefined
let usual: readonly string[] | undefined
/** What an ordinary device gets, in both languages, signed in and out. */
async function ordinary(): Promise<readonly string[]> {
  member ??= await signIn(profile)
  const falcor = await falcorGet([...normalPaths, ['me', 'name']], member)
  const graphql = await ask('/graphql', json({ query: normalQuery }))
  const probe = await falcorGet([['titles', 1, ['isAdmin', 'x', 'name']]], null)
  expect([falcor.status, graphql.status, probe.status]).toEqual([200, 200, 200])
  return [falcor.text, graphql.text, probe.text]
}
async function expectOrdinary(): Promise<void> {
  usual ??= await ordinary()
  expect(await ordinary()).toEqual(usual)
}

describe('Falcor', () => {
  test.each(hostileInputs)('$name: $status $code', async ({ name, path, asked, status, code }) => {
    usual ??= await ordinary()
    const answer = await ask(path, asked)
    note(`Falcor: ${name}`, answer)
    expect(answer.status, answer.text.slice(0, 300)).toBe(status)
    if (code !== undefined) expectRefusal(answer, code)
    expect(answer.headers.get('x-marquee-origin-calls') === null || code === undefined).toBe(true)
    await expectOrdinary()
  })

  test('a range that ends before it begins is answered with nothing for it', async () => {
    const answer = await falcorGet([['titles', { from: 10, to: 1 }, 'name']], null)
    expect(answer.json()).toMatchObject({ jsonGraph: {} })
    expect(answer.text).not.toContain('undefined')
  })

  test.each(['hasOwnProperty', 'toString', 'valueOf', 'then'])('%s is a key like any other: an atom without a value', async (key) => {
    const answer = await falcorGet([['titles', 1, key]], null)
    expect(answer.json()).toMatchObject({ jsonGraph: { titles: { 1: { [key]: { $type: 'atom' } } } } })
    const root = await falcorGet([[key, 'x']], null)
    expect(root.json<{ jsonGraph: object }>().jsonGraph).toEqual({ [key]: { $type: 'atom' } })
  })

  test('equal keys collapse to one', async () => {
    const repeated = await ask('/model.json', json({ method: 'get', paths: [['titles', new Array(8_000).fill(1), 'name']] }))
    expect(repeated.json<{ jsonGraph: unknown }>().jsonGraph).toEqual(
      (await falcorGet([['titles', 1, 'name']], null)).json<{ jsonGraph: unknown }>().jsonGraph,
    )
  })

  test('what is refused for its form says where', async () => {
    const { errors } = (await ask(modelUrl([['titles', 1, 'name'], [[[1]]]]))).json<{ errors: { extensions: { position: unknown } }[] }>()
    expect(errors[0]?.extensions.position).toEqual(expect.arrayContaining([1]))
  })

  test('metadata in a set is stripped, the value stands', async () => {
    const who = await signIn(profile)
    const stars = { $type: 'atom', value: 3.5, $expires: -1, $size: -1e9, $timestamp: 9e15 }
    const answer = await falcorSet({ jsonGraph: { titles: { 31: { myRating: stars } } }, paths: [['titles', 31, 'myRating']] }, who)
    expect(answer.status).toBe(200)
    expect(answer.text).not.toMatch(/\$size|\$timestamp/)
    const after = await falcorGet([['titles', 31, 'myRating']], who)
    expect(after.json()).toMatchObject({ jsonGraph: { titles: { 31: { myRating: 3.5 } } } })
    await falcorSet({ jsonGraph: { titles: { 31: { myRating: null } } }, paths: [['titles', 31, 'myRating']] }, who)
  })

  test('10⁶ arguments are too long a body, a thousand too many arguments, and neither has an effect', async () => {
    const who = await signIn(profile)
    const before = await falcorGet([['me', 'myList', 'length']], who)
    expect((await falcorCall('addToMyList', new Array(1_000_000).fill(1), [], who)).status).toBe(413)
    const some = await falcorCall('addToMyList', new Array(1_000).fill(1), [], who)
    expect(some.status).toBe(400)
    expectRefusal(some, 'BAD_ARGUMENT')
    const nested = await falcorCall('addToMyList', [1], [['similar', { to: 1e9 }, 'similar', { to: 1e9 }, 'name']], who)
    expect(nested.status).toBe(400)
    expectRefusal(nested, 'PATH_LIMIT')
    expect((await falcorGet([['me', 'myList', 'length']], who)).text).toBe(before.text)
  })
})

describe('GraphQL', () => {
  const both = hostileDocuments.flatMap(({ status, jsonStatus = status, ...input }) => [
    { ...input, accept: 'application/graphql-response+json', status },
    { ...input, accept: 'application/json', status: jsonStatus },
  ])
  test.each(both)('$row $name, for $accept: $status $code', async ({ row, name, path = '/graphql', asked, accept, status, code }) => {
    usual ??= await ordinary()
    const answer = await ask(path, { ...asked, headers: { ...asked.headers, accept } })
    if (accept === 'application/json') note(`GraphQL ${row}: ${name}`, answer)
    expect(answer.status, answer.text.slice(0, 300)).toBe(status)
    expectRefusal(answer, code)
    expect(answer.text).not.toContain('secret-9')
    expect(answer.headers.get('x-marquee-origin-calls')).toBeNull()
    await expectOrdinary()
  })

  test('a byte order mark before the query is no harm', async () => {
    const answer = await ask('/graphql', json({ query: '\ufeff{ title(id: 1) { id } }' }))
    note('GraphQL 50: a byte order mark', answer)
    expect(answer.json()).toEqual({ data: { title: { id: 1 } } })
    await expectOrdinary()
  })

  test('errors never repeat what the device sent', async () => {
    const variables = { __proto__: null, 'evil<script>': 1 }
    const answer = await ask(
      '/graphql',
      json({ query: 'query ($n: Int!) { title(id: $n) { id } }', variables: { n: 'evil<script>', ...variables } }),
    )
    expect(answer.text).not.toContain('<script>')
  })
})

describe('HTTP', () => {
  test.each([
    { path: '/', status: 404 },
    { path: '/nosuch', status: 404 },
    { path: '/model.json/', status: 404 },
    { path: '/graphql/x', status: 404 },
    { path: '/MODEL.JSON', status: 404 },
    { path: '/artwork/1', status: 404 },
    { path: '/.dev.vars', status: 404 },
  ])('$path is unknown: $status', async ({ path, status }) => {
    const answer = await ask(path)
    note(`GET ${path}`, answer)
    expect(answer.status).toBe(status)
    expectRefusal(answer, 'NOT_FOUND')
  })

  test('/%zz is no URL: 400', async () => {
    const answer = await ask('/%zz')
    note('GET /%zz', answer)
    expect(answer.status).toBe(400)
    expectRefusal(answer, 'BAD_URL')
  })

  test.each([
    { method: 'PUT', path: '/model.json', allow: ['GET', 'POST'] },
    { method: 'DELETE', path: '/graphql', allow: ['GET', 'POST'] },
    { method: 'PATCH', path: '/graphql', allow: ['GET', 'POST'] },
    { method: 'GET', path: '/session', allow: ['POST'] },
    { method: 'POST', path: '/healthz', allow: ['GET'] },
    { method: 'POST', path: '/readyz', allow: ['GET'] },
    { method: 'POST', path: '/artwork/1/boxart/342.svg', allow: ['GET'] },
    { method: 'POST', path: '/play/x/manifest.mpd', allow: ['GET'] },
  ])('$method $path is refused, and the methods that are good are named', async ({ method, path, allow }) => {
    const answer = await ask(path, { method })
    note(`${method} ${path}`, answer)
    expect(answer.status).toBe(405)
    expectRefusal(answer, 'METHOD_NOT_ALLOWED')
    const named = (answer.headers.get('allow') ?? '').split(/\s*,\s*/)
    expect(named).toEqual(expect.arrayContaining(allow))
    expect(named).not.toContain(method)
  })

  test.each([
    { method: 'GET', path: '/ops/filters' },
    { method: 'PUT', path: '/ops/filters/x' },
    { method: 'POST', path: '/ops/seed/members' },
    { method: 'GET', path: '/ops/explain/0123' },
    { method: 'GET', path: '/ops/nosuch' },
  ])('$method $path takes an operator’s token', async ({ method, path }) => {
    const { token } = await signIn(profile)
    for (const authorization of [undefined, 'Bearer nobody', `Bearer ${token}`]) {
      const answer = await ask(path, { method, headers: authorization === undefined ? {} : { authorization } })
      expect(answer.status).toBe(401)
      expectRefusal(answer, 'UNAUTHENTICATED')
    }
    note(`${method} ${path} without an operator’s token`, await ask(path, { method }))
  })

  test('a URL over 16 KiB is refused', async () => {
    const answer = await ask(`/model.json?x=${'x'.repeat(16_384)}`)
    note('a URL over 16 KiB', answer)
    expect(answer.status).toBe(414)
    expectRefusal(answer, 'URL_LIMIT')
  })

  test('101 headers are refused', async () => {
    const answer = await ask('/healthz', { headers: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`x-${index}`, '1'])) })
    note('101 headers', answer)
    expect(answer.status).toBe(431)
    expectRefusal(answer, 'HEADER_LIMIT')
  })
})
