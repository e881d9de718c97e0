import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { complaintsOf, launchBrowser } from './launch-browser.ts'
import { opsToken } from './ops-token.ts'

const marqueeUrl = inject('marqueeUrl')
const headers = { authorization: `Bearer ${opsToken()}` }

let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'marquee-page-view-'))
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

interface Opened {
  readonly page: Page
  readonly complaints: readonly string[]
  /** What the page asked for besides itself. */
  readonly asked: readonly string[]
}

/** Opens an address in a browser of its own memory, and notes what else it asks for. */
async function open(address: string, prepare: (context: BrowserContext) => Promise<void>): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } })
  onTestFinished(() => context.close())
  await prepare(context)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) asked.push(request.url())
  })
  await page.goto(address)
  return { page, complaints, asked }
}

/** As an operator sees it, or as a file without any network. */
const ways: readonly { readonly way: string; readonly look: (search: string) => Promise<Opened> }[] = [
  {
    way: 'in a browser',
    look: (search) => open(`${marqueeUrl}/ops/pages/42${search}`, (context) => context.setExtraHTTPHeaders(headers)),
  },
  {
    way: 'as a file, without a network',
    async look(search) {
      const answer = await fetch(`${marqueeUrl}/ops/pages/42${search}`, { headers: { ...headers, accept: 'text/html' } })
      const file = join(folder, 'page.html')
      await writeFile(file, await answer.text())
      return open(pathToFileURL(file).href, (context) => context.setOffline(true))
    },
  },
]

describe.each(ways)('a member’s page as it was built, $way', ({ look }) => {
  test('shows its plots and tables, and asks for nothing and complains of nothing', async () => {
    const { page, complaints, asked } = await look('?device=tv&reason=e2e')
    await page.getByRole('heading', { level: 1, name: 'Page of profile 42 on tv' }).waitFor()
    for (const name of ['Candidates and gains', 'Coverage', 'What each signal gave', 'Rules and exploration'])
      expect(await page.getByRole('heading', { level: 2, name }).count()).toBe(1)

    const plots = page.locator('svg.plot')
    expect(await plots.count()).toBe(5)
    for (const plot of await plots.all()) {
      const box = await plot.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThan(50)
      expect(await plot.locator('rect, path, circle').count()).toBeGreaterThan(3)
    }
    expect(complaints).toEqual([])
    expect(asked).toEqual([])
  })

  test('can be read without seeing the plots: each has a name, and its numbers are in a table that has one', async () => {
    const { page } = await look('?device=phone')
    for (const name of ['What each row would have added at each place', 'To the first titles of each row, on average'])
      expect(await page.getByRole('img', { name }).count()).toBe(1)
    for (const name of ['Places, from the top', 'Down to each place', 'Shares of genres', /^Rows: what each signal gave/])
      expect(await page.getByRole('table', { name }).count()).toBe(1)
    const places = page.getByRole('table', { name: 'Places, from the top' })
    expect(await places.getByRole('columnheader').allTextContents()).toEqual([
      'place',
      'row',
      'came there',
      'gain',
      'gain of the next',
      'the next',
    ])
    expect(await places.getByRole('rowheader').count()).toBe(16)
  })

  test('opens a row to its titles, by the keyboard', async () => {
    const { page } = await look('?device=tv')
    const row = page.locator('section details', { hasText: 'Top picks for you' }).last()
    await row.locator('summary').focus()
    await page.keyboard.press('Enter')
    const titles = row.getByRole('table')
    await titles.waitFor()
    expect(await titles.getByRole('rowheader').count()).toBe(12)
    expect(await titles.getByRole('columnheader').allTextContents()).toEqual(expect.arrayContaining(['title', 'chance', 'score', 'rules']))
  })

  test('fits on a narrow screen: tables scroll, the page does not', async () => {
    const { page } = await look('?device=tv')
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true)
  })
})

test('who has no token of an operator sees nothing of it', async () => {
  const { page } = await open(`${marqueeUrl}/ops/pages/42`, async () => {})
  expect(await page.content()).toContain('UNAUTHENTICATED')
  expect(await page.locator('svg').count()).toBe(0)
})
