import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { modelUrl } from './falcor-wire.ts'
import { type Asked, ask, form, json, marqueeUrl } from './marquee.ts'
import { rawGet } from './raw-http.ts'
import { signIn } from './sign-in.ts'

/** An address that nobody has a reason to ask; who does is told to go where an attacker wants. */
let canary: Server
let address: string
const visits: string[] = []

beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`)
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/evil`
  await fetch(address, { redirect: 'manual' })
  expect(visits.splice(0)).toEqual(['GET /evil'])
})
afterAll(() => void canary.close())

/** An answer that goes nowhere and sends nobody anywhere. */
async function expectNoWayOut(path: string, asked: Asked, status: number): Promise<void> {
  const answer = await ask(path, asked)
  expect(answer.status, `${path}: ${answer.text.slice(0, 300)}`).toBe(status)
  expect([...answer.headers].filter(([name]) => /^(?:location|refresh|link|content-location)$/.test(name))).toEqual([])
  if (status !== 200) expect(answer.text).not.toContain('evil')
  expect(visits).toEqual([])
}

const encoded = () => encodeURIComponent(address)
const document = (query: string) => json({ query, variables: { url: address } })

test.each<[string, () => string, number]>([
  ['the id of a film', () => modelUrl([['titles', address, 'name']]), 200],
  ['the id of a person', () => modelUrl([['people', address, 'name']]), 200],
  ['the id of a row', () => modelUrl([['rows', address, 'heading']]), 200],
  ['a search', () => modelUrl([['search', address, { to: 3 }, 'name']]), 200],
  ['the kind of artwork', () => modelUrl([['titles', 1, 'artwork', address, 342, 'url']]), 200],
  ['the first key', () => modelUrl([[address, 'name']]), 200],
  ['the title of artwork', () => `/artwork/${encoded()}/boxart/342.svg`, 400],
  ['the title of artwork, its slashes as they are', () => `/artwork/${address}/boxart/342.svg`, 400],
  ['the width of artwork', () => `/artwork/1/boxart/${address.replace('http://', '')}`, 404],
  ['a stream', () => `/play/${address.replace('http://', '')}`, 403],
  ['a stream, encoded', () => `/play/${encoded()}`, 400],
  ['a file of GraphiQL', () => `/graphiql/${address.replace('http://', '')}`, 404],
  ['the id of a document', () => `/graphql?documentId=${encoded()}`, 404],
  ['a parameter for redirects', () => `/healthz?url=${encoded()}&redirect=${encoded()}&next=${encoded()}&callback=${encoded()}`, 200],
  ['a path for redirects', () => `/${encoded()}`, 400],
])('an address as %s is a text', async (_, path, status) => {
  await expectNoWayOut(path(), {}, status)
})

test.each<[string, () => string, () => Asked, number]>([
  ['a search', () => '/graphql', () => document('query ($url: String!) { search(query: $url) { name } }'), 200],
  ['the id of a row', () => '/graphql', () => document('query ($url: ID!) { row(id: $url) { heading } }'), 200],
  ['the hash of a document', () => '/graphql', () => json({ extensions: { persistedQuery: { version: 1, sha256Hash: address } } }), 404],
  ['a document', () => '/graphql', () => json({ query: address }), 200],
  ['the id of a device', () => '/session', () => json({ device: { id: address, class: 'tv' }, profile: 9 }), 200],
  ['the class of a device', () => '/session', () => json({ device: { id: 'tv-1', class: address }, profile: 9 }), 400],
  ['what a form calls', () => '/model.json', () => form({ method: 'call', callPath: [address], arguments: [] }), 404],
])('an address sent as %s is a text', async (_, path, asked, status) => {
  await expectNoWayOut(path(), asked(), status)
})

test('an address as an argument of a write, or as its key, is refused or a text', async () => {
  const { headers } = await signIn(9)
  const call = form({ method: 'call', callPath: ['addToMyList'], arguments: [address], paths: [] }, headers)
  await expectNoWayOut('/model.json', call, 200)
  await expectNoWayOut(
    '/model.json',
    form({ method: 'get', paths: [['titles', 1, 'name']] }, { ...headers, 'idempotency-key': address }),
    200,
  )
})

test('addresses that operators name are texts as well', async () => {
  const headers = { authorization: `Bearer ${inject('opsToken')}` }
  await expectNoWayOut('/ops/purge', json({ tags: [address] }, headers), 400)
  await expectNoWayOut(`/ops/requests?location=${encoded()}`, { headers }, 400)
})

test.each(['Referer', 'Origin', 'X-Forwarded-Host', 'X-Original-URL', 'Forwarded', 'X-Callback-URL', 'Link', 'Destination', 'Proxy'])(
  'an address in %s is asked by nobody',
  async (name) => {
    const answer = await rawGet(marqueeUrl, modelUrl([['titles', 1, 'name']]), `${name}: ${address}`)
    expect(answer.status).toBe(200)
    expect(visits).toEqual([])
  },
)
