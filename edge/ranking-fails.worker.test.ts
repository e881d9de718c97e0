import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFakeCatalog } from '../contracts/fakes/catalog.ts'
import { createFakeMembers } from '../contracts/fakes/members.ts'
import { createFakeRanking } from '../contracts/fakes/ranking.ts'
import { createFakeRecommendations } from '../contracts/fakes/recommendations.ts'
import { createFakeModels } from '../contracts/fakes/served-models.ts'
import { createGraph } from '../graph/index.ts'
import { resolvers, schema } from '../resolvers/index.ts'
import { createTestEdge, postJson, profileSeven, stubOrigins } from './test/test-edge.ts'

const now = () => Date.UTC(2026, 9, 1)

/** The edge over the contracts' fakes, with a ranker that does this instead of ranking. */
function edgeWithRanking(fails: () => Promise<never>) {
  const catalog = createFakeCatalog()
  const seeds = [{ profile: profileSeven, ratings: [{ title: 1, stars: 4, at: 0 }], viewings: [], myList: [2] }]
  const members = createFakeMembers(seeds, { now })
  const ranking = { ...createFakeRanking(catalog), ...createFakeModels(now), page: fails, match: fails, because: fails }
  // Recommendations wait for the ranker less long than the edge waits for them, and say so as a failure.
  const beside = { ...ranking, page: () => Promise.reject(new Error('no ranking in time')) }
  const recommendations = createFakeRecommendations({ members, ranking: beside, catalog, now })
  const graph = createGraph({ schema, resolvers, fragments: { maxBytes: 1_000_000, now } })
  return createTestEdge({ graph, schema, origins: { ...stubOrigins(), catalog, members, recommendations, ranking } })
}

// The part of GraphQL that is loaded when it is asked for first takes its time by the real clock.
beforeAll(async () => void (await createTestEdge().fetch('/graphql', postJson({ query: '{ hello }' }))))
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe.each([
  { how: 'throws', fails: () => Promise.reject(new Error('out of memory')) },
  { how: 'never answers', fails: () => new Promise<never>(() => {}) },
])('a ranker that $how', ({ fails }) => {
  const query = '{ home { rows(limit: 20) { kind titles(limit: 3) { id name match } } } }'
  const paths = [['home', 'rows', { from: 0, to: 2 }, 'titles', { from: 0, to: 2 }, ['name', 'match']]]

  async function ask(path: string, init: RequestInit | undefined, signedIn: boolean) {
    const edge = edgeWithRanking(fails)
    const headers = new Headers(init?.headers)
    if (signedIn) headers.set('authorization', `Bearer ${await edge.signIn()}`)
    let answer: Response | undefined
    void edge.fetch(path, { ...init, headers }).then((response) => (answer = response))
    // What is signed and hashed on the way takes turns of its own, in which no timer rings.
    while (answer === undefined) {
      await vi.advanceTimersByTimeAsync(100)
      await crypto.subtle.digest('SHA-256', new Uint8Array(1))
    }
    return answer
  }

  test.each([true, false])('leaves a page in the default order, told as degraded, over GraphQL; a member: %s', async (signedIn) => {
    const answer = await ask('/graphql', postJson({ query }), signedIn)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-marquee-degraded')).toBe('ranking')
    const { data } = (await answer.json()) as { data: { home: { rows: { kind: string; titles: { name: string; match: null }[] }[] } } }
    const { rows } = data.home
    expect(rows.map(({ kind }) => kind)).toContain('POPULAR')
    for (const { titles } of rows)
      for (const title of titles) expect(title).toEqual({ id: expect.any(Number), name: expect.any(String), match: null })
  })

  test('costs over Falcor its own values alone', async () => {
    const answer = await ask(`/model.json?method=get&paths=${encodeURIComponent(JSON.stringify(paths))}`, undefined, true)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-marquee-degraded')).toBe('ranking')
    const { jsonGraph } = (await answer.json()) as {
      jsonGraph: { titles: Record<string, { name: { value: unknown }; match: { $type: string } }> }
    }
    const titles = Object.values(jsonGraph.titles)
    expect(titles.length).toBeGreaterThanOrEqual(3)
    for (const { name, match } of titles) expect([typeof name.value, match.$type]).toEqual(['string', 'error'])
  })
})
