import { describe, expect, test } from 'vitest'
import { type CacheStore, createPublicAnswers, type PublicAnswer } from './public-answers.ts'

function keptAnswers() {
  const stored = new Map<string, () => Response>()
  const store: CacheStore = {
    match: async (url) => stored.get(url)?.(),
    async put(url, response) {
      const body = await response.arrayBuffer()
      stored.set(url, () => new Response(body, response))
    },
  }
  const purged = new Map<string, number>()
  const clock = { now: 5_000 }
  const purges = {
    since: (tags: readonly string[], moment: number) => tags.some((tag) => (purged.get(tag) ?? -1) >= moment),
    add: async () => {},
    refresh: async () => {},
  }
  return { answers: createPublicAnswers(store, purges, 600_000, () => clock.now), stored, purged, clock }
}

const answer: PublicAnswer = {
  body: new TextEncoder().encode('{"data":1}'),
  contentType: 'application/json; charset=utf-8',
  etag: '"a1"',
  maxAge: 60,
  tags: ['titles-1', 'people-é'],
  madeAt: 5_000,
}

test('what is kept comes back as it was', async () => {
  const { answers } = keptAnswers()
  expect(await answers.find('k')).toBeUndefined()
  await answers.keep('k', answer)
  expect(await answers.find('k')).toEqual(answer)
  expect(await answers.find('other')).toBeUndefined()
})

describe('is not there any more', () => {
  test('when its life is over', async () => {
    const { answers, clock } = keptAnswers()
    await answers.keep('k', answer)
    clock.now = 64_999
    expect(await answers.find('k')).toBeDefined()
    clock.now = 65_000
    expect(await answers.find('k')).toBeUndefined()
  })

  test('when purges that concern it may be forgotten, whatever its life', async () => {
    const { answers, clock } = keptAnswers()
    await answers.keep('k', { ...answer, maxAge: 86_400 })
    clock.now = 604_999
    expect(await answers.find('k')).toBeDefined()
    clock.now = 605_000
    expect(await answers.find('k')).toBeUndefined()
  })

  test('when one of its tags was purged, also while it was made', async () => {
    const { answers, purged } = keptAnswers()
    await answers.keep('k', answer)
    purged.set('people-é', 5_000)
    expect(await answers.find('k')).toBeUndefined()
  })
})

test('a store that fails holds nothing, and harms nobody', async () => {
  const purges = { since: () => false, add: async () => {}, refresh: () => undefined }
  const head = encodeURIComponent(JSON.stringify({ ...answer, body: undefined }))
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  const stores: CacheStore[] = [
    { match: () => Promise.reject(new Error('gone')), put: async () => {} },
    { match: async () => new Response(broken, { headers: { 'x-kept': head } }), put: async () => {} },
  ]
  for (const store of stores) expect(await createPublicAnswers(store, purges, 600_000, () => 5_000).find('k')).toBeUndefined()
})

test.each([
  ['no head', {}],
  ['a head that is no JSON', { 'x-kept': '%7B' }],
  ['a head of another shape', { 'x-kept': encodeURIComponent('{"tags":1}') }],
] as const)('an entry with %s counts as not there', async (_about, headers) => {
  const { answers, stored } = keptAnswers()
  stored.set('https://kept.marquee.internal/k', () => new Response('{}', { headers }))
  expect(await answers.find('k')).toBeUndefined()
})
