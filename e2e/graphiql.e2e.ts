import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { complaintsOf, launchBrowser } from './launch-browser.ts'

const marqueeUrl = inject('marqueeUrl')

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

interface OpenedPage {
  readonly page: Page
  readonly complaints: readonly string[]
  /** Requests to other hosts than Marquee's; none gets through. */
  readonly foreign: readonly string[]
}

/** Opens GraphiQL in a browser of its own memory, with the way to all other hosts cut. */
async function openGraphiql(search = ''): Promise<OpenedPage> {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const foreign: string[] = []
  await context.route(
    (url) => url.origin !== marqueeUrl && /^(?:https?|wss?):$/.test(url.protocol),
    (route) => {
      foreign.push(route.request().url())
      return route.abort()
    },
  )
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${marqueeUrl}/graphql${search}`)
  return { page, complaints, foreign }
}

/** Runs the operation of the first editor; gives what the answer's editor shows, once it shows something. */
async function run({ page }: OpenedPage): Promise<string> {
  const answered = page.waitForResponse(
    (response) => response.url() === `${marqueeUrl}/graphql` && !(response.request().postData() ?? '').includes('__schema'),
  )
  await page.getByRole('button', { name: /Execute query/i }).click()
  await answered
  const shown = page.locator('.graphiql-response .view-lines')
  await shown.getByText('"data"').waitFor()
  return shown.innerText()
}

test('a browser that opens /graphql gets GraphiQL, which works without any other host', async () => {
  const opened = await openGraphiql()
  const shown = await run(opened)
  expect(shown).toContain('"home"')
  expect(shown).toContain('"heading"')
  expect(shown).not.toContain('"errors"')
  expect(opened.complaints).toEqual([])
  expect(opened.foreign).toEqual([])
})

test.each([
  { search: '', id: '"id": 7' },
  { search: '&profile=12', id: '"id": 12' },
  { search: '&profile=none', id: '"me": null' },
])('the page with "$search" asks as whom its address names', async ({ search, id }) => {
  const opened = await openGraphiql(`?query=${encodeURIComponent('{ me { id } }')}${search}`)
  // A no-break space is what the editor shows for a space.
  expect((await run(opened)).replaceAll('\u00a0', ' ')).toContain(id)
  expect(opened.complaints).toEqual([])
})

test('the editor knows the schema: a field that is not there is marked, and the docs show what is', async () => {
  const opened = await openGraphiql(`?query=${encodeURIComponent('{ nosuch }')}`)
  await opened.page.locator('.graphiql-query-editor .squiggly-error').first().waitFor()
  await opened.page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await opened.page.getByText('A GraphQL schema provides a root type').waitFor()
  expect(opened.complaints).toEqual([])
  expect(opened.foreign).toEqual([])
})
