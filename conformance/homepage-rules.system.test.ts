import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { askGraphql } from './ask-graphql.ts'
import { ask } from './marquee.ts'
import { operate } from './operator.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/** A class of device of this file alone, so that its rules concern nobody else. */
const device = 'rules-conformance'
const when = { device: [device] }
const rulesPath = '/ops/ranking/rules'

interface Page {
  readonly id: string
  readonly billboard: { readonly id: number } | null
  readonly rows: readonly { readonly id: string; readonly kind: string; readonly titles: readonly { readonly id: number }[] }[]
}

const query = '{ home { id billboard { id } rows(limit: 30) { id kind titles(limit: 50) { id } } } }'
const home = async (who: SignedIn | null) => ((await askGraphql(query, who)).data as { home: Page }).home
const shownOn = (page: Page) => [...page.rows.flatMap(({ titles }) => titles.map(({ id }) => id)), page.billboard?.id]

interface Rules {
  readonly revision: number
  readonly rules: readonly { readonly id: string; readonly author: string }[]
}

const readRules = async () => (await operate('GET', rulesPath)).json<Rules>()
const rule = (rest: object) => ({ reason: 'conformance', when, ...rest })

/** Writes the rules of this file beside what others wrote, and takes them back when the test is over. */
async function putRules(...rules: object[]) {
  const own = (one: { readonly id: string }) => one.id.startsWith('conformance-')
  const others = async () => (await readRules()).rules.filter((one) => !own(one))
  onTestFinished(async () => {
    await operate('PUT', rulesPath, { rules: await others(), reason: 'conformance is over' })
  })
  const { revision } = await readRules()
  return operate('PUT', rulesPath, { rules: [...(await others()), ...rules], reason: 'conformance' }, { 'if-match': `"${revision}"` })
}

/** Asks until the page is as wanted, for the five seconds that rules may take. */
async function homeWhen(who: SignedIn, isAsWanted: (page: Page) => boolean): Promise<Page> {
  const until = Date.now() + 6_000
  for (;;) {
    const page = await home(who)
    if (isAsWanted(page) || Date.now() > until) return page
  }
}

describe('business rules', () => {
  let who: SignedIn

  beforeAll(async () => {
    who = await signIn(13, device)
  })

  test('exclude, pin and boost are on the next page, an exclusion before a pin, and the trace says what each did', async () => {
    const before = await home(who)
    const [out, last] = [before.billboard?.id ?? 0, before.rows.findLast(({ kind }) => kind === 'GENRE')?.id.split('.')[2] ?? '']
    const shown = shownOn(before)
    const pinned = Array.from({ length: 3_000 }, (_, at) => at + 1).find((id) => !shown.includes(id)) ?? 0
    const answer = await putRules(
      rule({ id: 'conformance-out', exclude: { title: out } }),
      rule({ id: 'conformance-vain', pin: { title: out, row: 'top-picks', place: 1 } }),
      rule({ id: 'conformance-in', pin: { title: pinned, row: 'top-picks', place: 2 } }),
      rule({ id: 'conformance-row', pin: { row: last, place: 2 } }),
      rule({ id: 'conformance-boost', boost: { genre: 'Horror', factor: 2 } }),
    )
    expect(answer.status).toBe(200)
    const after = await homeWhen(who, (page) => !shownOn(page).includes(out))
    expect(shownOn(after)).not.toContain(out)
    expect(after.rows.find(({ kind }) => kind === 'TOP_PICKS')?.titles[1]?.id).toBe(pinned)
    expect(after.rows[1]?.id.split('.')[2]).toBe(last)

    const again = await ask('/graphql', {
      method: 'POST',
      headers: { ...who.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ home { id } }' }),
    })
    const trace = (await operate('GET', `/ops/explain/${again.headers.get('x-marquee-trace')}`)).json<{
      origins: { origin: string; method: string; made?: string[] }[]
    }>()
    const made = trace.origins.find(({ origin, method }) => origin === 'recommendations' && method === 'page')?.made ?? []
    expect(made[0]).toMatch(/^ranked by ./)
    expect(made).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^rule conformance-out: left out 1 titles$/),
        expect.stringMatching(/^rule conformance-vain: nothing/),
        `rule conformance-in: put title ${pinned} at place 2 of top-picks`,
        `rule conformance-row: put ${last} at place 2`,
        expect.stringMatching(/^rule conformance-boost: multiplied/),
      ]),
    )
  })

  test('rules of a device concern no other, and a page that is being scrolled keeps its rows while they change', async () => {
    const elsewhere = await signIn(13, 'tablet')
    const [tablet, scrolled] = [await home(elsewhere), await home(who)]
    const out = shownOn(scrolled).filter((id) => id !== undefined)
    await putRules(...out.slice(0, 20).map((title, at) => rule({ id: `conformance-${at}`, exclude: { title } })))
    await homeWhen(who, (page) => page.id !== scrolled.id)
    expect((await home(elsewhere)).id).toBe(tablet.id)
    for (const { id, titles } of scrolled.rows) {
      const row = await askGraphql(`{ row(id: "${id}") { titles(limit: 50) { id } } }`, who)
      expect(row).toEqual({ data: { row: { titles } }, errors: [] })
    }
  })

  test('who writes over what another has written since is told; what is no rule is refused with its place, and changes nothing', async () => {
    const { revision } = await readRules()
    expect((await putRules()).status).toBe(200)
    const late = await operate('PUT', rulesPath, { rules: [] }, { 'if-match': `"${revision}"` })
    expect(late.status).toBe(412)
    expect(late.json()).toMatchObject({ errors: [{ extensions: { code: 'REVISION_CHANGED', current: revision + 1 } }] })
    expect(late.headers.get('etag')).toBe(`"${revision + 1}"`)
    const before = await readRules()
    for (const [body, position] of [
      [{ rules: [{ id: 'x', boost: { title: 1, factor: -1 }, reason: 'r' }] }, 'rules[0].boost.factor'],
      [{ rules: [{ id: 'x', exclude: { title: 1 }, reason: 'r', when: { county: ['NL'] } }] }, 'rules[0].when.county'],
      [{ rules: 7 }, 'rules'],
      [[], 'body'],
    ] as const) {
      const answer = await operate('PUT', rulesPath, body)
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'RULES_INVALID', position } }] })
    }
    const huge = await operate('PUT', rulesPath, { rules: [], reason: 'x'.repeat(300_000) })
    expect([huge.status, huge.json<{ errors: { extensions: { code: string } }[] }>().errors[0]?.extensions.code]).toEqual([
      413,
      'BODY_LIMIT',
    ])
    expect(await readRules()).toEqual(before)
  })

  test('each write is in the log with its author and reason, and nobody but an operator reads or writes', async () => {
    await putRules(rule({ id: 'conformance-logged', exclude: { title: 2_000_000_000 } }))
    const { writes: entries } = (await operate('GET', '/ops/audit')).json<{
      writes: { action: string; reason: string | null }[]
    }>()
    expect(entries.find(({ action }) => action === `PUT ${rulesPath}`)).toMatchObject({ reason: 'conformance', author: expect.any(String) })
    for (const method of ['GET', 'PUT']) {
      const body = method === 'PUT' ? '{"rules":[]}' : undefined
      const headers = { ...who.headers, 'content-type': 'application/json' }
      expect((await ask(rulesPath, { method, headers, ...(body !== undefined && { body }) })).status).toBe(401)
    }
  })
})
