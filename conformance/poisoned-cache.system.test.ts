import { beforeAll, describe, expect, inject, test } from 'vitest'
import { FilmDocument, SearchDocument } from '../apps/tv/documents.ts'
import { type Answered, ask, json, marqueeUrl } from './marquee.ts'
import { rawGet } from './raw-http.ts'
import { signIn } from './sign-in.ts'

const film = FilmDocument.__meta__.documentId
const search = SearchDocument.__meta__.documentId
const urlOf = (documentId: string, variables: object) =>
  `/graphql?documentId=${encodeURIComponent(documentId)}&variables=${encodeURIComponent(JSON.stringify(variables))}`
const operator = { authorization: `Bearer ${inject('opsToken')}` }

/** Where an answer came from, as operators are told. */
async function cacheOf({ headers }: Answered): Promise<string | null> {
  return (await ask(`/ops/explain/${headers.get('x-marquee-trace')}`, { headers: operator })).json<{ cache: string | null }>().cache
}

/** What nothing is kept of: the same question by POST. */
const fresh = async (documentId: string, variables: object) => (await ask('/graphql', json({ documentId, variables }))).text

interface Poison {
  readonly name: string
  readonly lines?: readonly string[]
  /** Makes another target of the plain one. */
  readonly target?: (plain: string) => string
  /** What the poisoned request itself comes to. */
  readonly status?: number
}

const { port } = new URL(marqueeUrl)
/** What has no part in the answer has none in its key: the next who asks gets what was kept, and it is clean. */
const unkeyed: readonly Poison[] = [
  {
    name: 'another host, as a proxy would tell it',
    lines: ['X-Forwarded-Host: evil.test', 'X-Forwarded-Proto: evil', 'X-Host: evil.test'],
  },
  { name: 'another host in Forwarded', lines: ['Forwarded: for=evil;host=evil.test;proto=https'] },
  { name: 'another host in the target', target: (plain) => `http://evil.test${plain}` },
  { name: 'another path, as a proxy would tell it', lines: ['X-Original-URL: /evil', 'X-Rewrite-URL: /evil'] },
  { name: 'another method', lines: ['X-HTTP-Method-Override: DELETE'] },
  { name: 'languages of 1 KB', lines: [`Accept-Language: evil${',nl'.repeat(350)}`] },
  { name: 'a cookie', lines: ['Cookie: session=evil'] },
  { name: 'a page of another site', lines: ['Origin: https://evil.test', 'Referer: https://evil.test/'] },
  { name: 'the name of a client', lines: ['User-Agent: evil', 'apollographql-client-name: evil'] },
  { name: 'a passport', lines: ['X-Passport: evil', 'X-Marquee-Passport: evil'] },
  { name: 'a part of the answer', lines: ['Range: bytes=0-1'] },
  { name: 'an answer that is known already', lines: ['If-None-Match: *'], status: 304 },
  { name: 'a header in another case', lines: ['aCCEPT: APPLICATION/json'] },
  { name: 'a field that nobody reads', target: (plain) => `${plain}&utm_source=evil` },
  { name: 'a fragment', target: (plain) => `${plain}#evil` },
  { name: 'another spelling of the path', target: (plain) => plain.replace('/graphql', '/%67raph%71l') },
]

/** What has a part in the answer has one in its key. */
const keyed: readonly Poison[] = [
  { name: 'another media type', lines: ['Accept: application/graphql-response+json'] },
  { name: 'other variables', target: (plain) => plain.replace('%7D', '%2C%22evil%22%3A1%7D') },
]

/** What is refused leaves nothing. */
const refused: readonly Poison[] = [
  { name: 'a field twice', target: (plain) => `${plain}&variables=%7B%22id%22%3A1%7D`, status: 400 },
  { name: 'a field as an array', target: (plain) => `${plain}&variables%5B%5D=evil`, status: 400 },
  {
    name: 'an operation’s name that holds the separator',
    target: (plain) => `${plain}&operationName=Film%2F%7B%22id%22%3A1%7D`,
  },
  { name: 'a token that is none', lines: ['Authorization: Bearer evil'], status: 401 },
]

describe('a public answer that is kept', () => {
  let next = 2_000
  beforeAll(async () => {
    // An isolate looks into the cache for documents that had a public answer here.
    await ask(urlOf(film, { id: 1 }))
    await ask(urlOf(search, { query: 'the' }))
  })

  async function poison({ lines = [], target = (plain) => plain, status = 200 }: Poison) {
    const variables = { id: next++ }
    const plain = urlOf(film, variables)
    const poisoned = await rawGet(marqueeUrl, target(plain), ...lines)
    expect(poisoned.status, poisoned.text).toBe(status)
    const answer = await rawGet(marqueeUrl, plain)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(await fresh(film, variables))
    expect(JSON.stringify([...answer.headers])).not.toContain('evil')
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-marquee-session']) expect(answer.headers.get(name)).toBeNull()
    return { answer, poisoned }
  }

  test.each(unkeyed)('is the same for $name, and whoever asks next', async (one) => {
    expect(await cacheOf((await poison(one)).answer)).toBe('hit')
  })

  test.each(keyed)('is another one for $name', async (one) => {
    expect(await cacheOf((await poison(one)).answer)).toBe('miss')
  })

  test.each(refused)('is not there for $name', async (one) => {
    expect(await cacheOf((await poison(one)).answer)).toBe('miss')
  })

  test('holds nothing of the member who asked first', async () => {
    const { headers } = await signIn(9)
    const { answer } = await poison({ name: 'a member', lines: [`Authorization: ${headers.authorization}`] })
    expect(await cacheOf(answer)).toBe('hit')
  })

  test('has the addresses of the host that was asked', async () => {
    const plain = urlOf(film, { id: 1_999 })
    const [one, other] = [await ask(plain), await ask(new URL(plain, `http://localhost:${port}`).href)]
    expect(one.text).toContain(`${marqueeUrl}/artwork/1999/`)
    expect(other.text).toBe(one.text.replaceAll(marqueeUrl, `http://localhost:${port}`))
  })

  test('is of one question, whatever separators are in it', async () => {
    const questions = ['star', 'star/', 'star%2F', 'star|', 'star","limit":1,"x":"', 'star\\', '/', '%2F'].map((query) => ({
      query,
      limit: 3,
    }))
    const texts: string[] = []
    for (const variables of questions) {
      const [, kept] = [await ask(urlOf(search, variables)), await ask(urlOf(search, variables))]
      expect(await cacheOf(kept)).toBe('hit')
      expect(kept.text).toBe(await fresh(search, variables))
      texts.push(kept.text)
    }
    expect(new Set(texts).size).toBeGreaterThan(1)
  })
})
