import { describe, expect, test } from 'vitest'
import { graphqlData } from './ask-graphql.ts'
import { bareValue, envelopeOf, falcorCall, falcorGet, nodeAt } from './falcor-wire.ts'
import { readHomepage, titlesOf } from './homepage.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const rowsAtOnce = 4

/** How a device scrolls: it has the page's id, and asks for the next rows of that page. */
const scrollers: readonly {
  readonly language: string
  readonly profile: number
  readonly next: (who: SignedIn, page: string, from: number) => Promise<{ id: string; titles: number[] }[]>
  readonly watch: (who: SignedIn, title: number) => Promise<void>
}[] = [
  {
    language: 'falcor',
    profile: 16,
    async next(who, page, from) {
      const rows = ['homes', page, 'rows', { from, to: from + rowsAtOnce - 1 }] as const
      const { jsonGraph } = envelopeOf(
        await falcorGet(
          [
            [...rows, 'id'],
            [...rows, 'titles', { from: 0, to: 19 }, 'id'],
          ],
          who,
        ),
      )
      return Array.from({ length: rowsAtOnce }, (_, at) => {
        const row = ['homes', page, 'rows', from + at]
        const titles = Array.from({ length: 20 }, (__, title) => bareValue(nodeAt(jsonGraph, [...row, 'titles', title, 'id'])))
        return { id: String(bareValue(nodeAt(jsonGraph, [...row, 'id']))), titles: titles.filter((title) => typeof title === 'number') }
      })
    },
    async watch(who, title) {
      envelopeOf(await falcorCall('reportPlayback', [title, 300, 'HEARTBEAT'], [], who))
    },
  },
  {
    language: 'graphql',
    profile: 17,
    async next(who, page, from) {
      // GraphQL has no field for a page by its id: a device keeps the ids of the rows, and asks by these.
      const ids = (await readHomepageIds(who, page)).slice(from, from + rowsAtOnce)
      const fields = ids.map((id, at) => `r${at}: row(id: "${id}") { id titles(limit: 20) { id } }`).join(' ')
      const data = (await graphqlData(`{ ${fields} }`, who)) as Record<string, { id: string; titles: { id: number }[] }>
      return Object.values(data).map(({ id, titles }) => ({ id, titles: titles.map((title) => title.id) }))
    },
    async watch(who, title) {
      await graphqlData(`mutation { reportPlayback(title: ${title}, positionSeconds: 300, event: HEARTBEAT) { id } }`, who)
    },
  },
]

async function readHomepageIds(who: SignedIn, page: string): Promise<string[]> {
  const { jsonGraph } = envelopeOf(await falcorGet([['homes', page, 'rows', { from: 0, to: 29 }, 'id']], who))
  return Array.from({ length: 30 }, (_, at) => bareValue(nodeAt(jsonGraph, ['homes', page, 'rows', at, 'id']))).filter(
    (id) => typeof id === 'string',
  )
}

describe.each(scrollers)('a page that is scrolled by $language', ({ profile, next, watch }) => {
  test('keeps its rows in the middle of new events, and the next home has what was watched a second ago', async () => {
    const who = await signIn(profile)
    const page = await readHomepage(who)
    const seen = page.rows.map(({ id, titles }) => ({ id, titles: titles.slice(0, 20) }))
    const watched = [0, 1, 2].map((at) => titlesOf(page, 'TOP_PICKS')[at] ?? 0)
    for (const [step, title] of watched.entries()) {
      const from = step * rowsAtOnce
      expect(await next(who, page.id, from)).toEqual(seen.slice(from, from + rowsAtOnce))
      await watch(who, title)
      const now = await readHomepage(who)
      expect(now.id).not.toBe(page.id)
      expect(titlesOf(now, 'CONTINUE_WATCHING')[0]).toBe(title)
      expect(titlesOf(now, 'TOP_PICKS')).not.toContain(title)
    }
    expect(await next(who, page.id, 3 * rowsAtOnce)).toEqual(seen.slice(3 * rowsAtOnce, 4 * rowsAtOnce))
  })
})
