import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { type DevicePage, openDevicePage } from './device-page.ts'
import { signIn } from './sign-in.ts'

const marqueeUrl = inject('marqueeUrl')

type Path = readonly unknown[]
interface Model {
  get(...paths: Path[]): Promise<{ json: Page } | undefined>
  getValue(path: Path): Promise<unknown>
  setValue(path: Path, value: unknown): Promise<unknown>
  call(path: Path, args: readonly unknown[]): Promise<unknown>
}
/** The Model's JSON: branches by key, and its own `$__path` beside them. */
interface Page {
  readonly home: { readonly rows: Readonly<Record<string, Row>> }
}
interface Row {
  readonly kind: string
  readonly heading: string
  readonly titles: Readonly<Record<string, { readonly id?: number; readonly name?: string; readonly year?: number | null }>>
}
interface FalcorPage {
  falcor: { Model: new (options: { source: unknown }) => Model }
  FalcorDataSource: new (url: string, config: { headers: Record<string, string> }) => unknown
  model: Model
  readRows(): Promise<readonly { kind: string; heading: string; titles: readonly { id: number; name: string }[] }[]>
}

let device: DevicePage
beforeEach(async () => {
  device = await openDevicePage(['falcor', 'datasource'])
})
afterEach(() => device.close())

/** Makes the stock Model of a signed-in profile in the page, and a function that reads the homepage through it. */
async function makeModel(profile: number): Promise<void> {
  const headers = await signIn(marqueeUrl, profile)
  await device.page.evaluate(
    ({ url, headers }) => {
      const scope = globalThis as unknown as FalcorPage
      const source = new scope.FalcorDataSource(url, { headers })
      scope.model = new scope.falcor.Model({ source })
      const branches = <value>(node: Readonly<Record<string, value>> | undefined): value[] =>
        Object.entries(node ?? {}).flatMap(([key, value]) => (/^\d+$/.test(key) && value != null ? [value] : []))
      scope.readRows = async () => {
        const rows = ['home', 'rows', { from: 0, to: 9 }]
        const answer = await scope.model.get(
          [...rows, ['kind', 'heading']],
          [...rows, 'titles', { from: 0, to: 9 }, ['id', 'name', 'year']],
        )
        return branches(answer?.json.home.rows).map(({ kind, heading, titles }) => ({
          kind,
          heading,
          titles: branches(titles).flatMap(({ id, name }) => (id === undefined || name === undefined ? [] : [{ id, name }])),
        }))
      }
    },
    { url: `${marqueeUrl}/model.json`, headers: { Authorization: headers.authorization } },
  )
}

const readRows = () => device.page.evaluate(() => (globalThis as unknown as FalcorPage).readRows())

test('the stock Model gets the homepage: rows with headings, filled with films', async () => {
  await makeModel(42)
  const rows = await readRows()
  expect(rows.length).toBeGreaterThanOrEqual(3)
  for (const row of rows) {
    expect(row.heading).not.toBe('')
    expect(row.titles.length).toBeGreaterThan(0)
    for (const { id, name } of row.titles) {
      expect(id).toBeGreaterThan(0)
      expect(name).not.toBe('')
    }
  }
  expect(device.complaints).toEqual([])
})

test('stars that the stock Model sets are there when another Model asks', async () => {
  await makeModel(43)
  const title = (await readRows()).flatMap((row) => row.titles)[0]?.id ?? 0
  const set = await device.page.evaluate(async (title) => {
    const { model } = globalThis as unknown as FalcorPage
    return model.setValue(['titles', title, 'myRating'], 4.5)
  }, title)
  expect(set).toBe(4.5)
  await makeModel(43)
  const kept = await device.page.evaluate(async (title) => {
    const { model } = globalThis as unknown as FalcorPage
    return model.getValue(['titles', title, 'myRating'])
  }, title)
  expect(kept).toBe(4.5)
  expect(device.complaints).toEqual([])
})

test('a film that the stock Model adds to the list stands in the list row of the next page that the same Model gets', async () => {
  await makeModel(44)
  const before = await readRows()
  const listed = new Set(before.filter((row) => row.kind === 'MY_LIST').flatMap((row) => row.titles.map(({ id }) => id)))
  const added = before.flatMap((row) => row.titles).find(({ id }) => !listed.has(id))
  if (added === undefined) throw new Error('every film of the homepage is in the list already')
  const inMyList = await device.page.evaluate(async (title) => {
    const { model } = globalThis as unknown as FalcorPage
    await model.getValue(['titles', title, 'inMyList'])
    await model.call(['addToMyList'], [title])
    return model.getValue(['titles', title, 'inMyList'])
  }, added.id)
  expect(inMyList).toBe(true)
  const list = (await readRows()).find((row) => row.kind === 'MY_LIST')
  expect(list?.titles).toContainEqual(added)
  expect(device.complaints).toEqual([])
})
