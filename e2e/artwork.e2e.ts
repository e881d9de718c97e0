import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { askGraphql } from './ask-graphql.ts'
import { type DevicePage, openDevicePage } from './device-page.ts'

const marqueeUrl = inject('marqueeUrl')

interface Artwork {
  readonly url: string
  readonly width: number
  readonly height: number
}

let device: DevicePage
beforeAll(async () => {
  device = await openDevicePage([])
})
afterAll(() => device.close())

test.each([
  { kind: 'BOXART', width: 200 },
  { kind: 'BILLBOARD', width: 1280 },
])('$kind artwork shows in an <img> on a page of another origin, in the size the graph tells', async ({ kind, width }) => {
  const query = `{ title(id: 7) { artwork(kind: ${kind}, width: ${width}) { url width height } } }`
  const { title } = await askGraphql<{ title: { artwork: Artwork } | null }>(device.page, marqueeUrl, {}, query)
  if (title === null) throw new Error('there is no film 7')
  expect(title.artwork.width).toBe(width)
  expect(new URL(title.artwork.url).origin).toBe(marqueeUrl)
  const shown = await device.page.evaluate(async (url) => {
    const image = new Image()
    image.src = url
    await image.decode()
    document.body.append(image)
    return { width: image.naturalWidth, height: image.naturalHeight }
  }, title.artwork.url)
  expect(shown).toEqual({ width: title.artwork.width, height: title.artwork.height })
  expect(device.complaints).toEqual([])
})
