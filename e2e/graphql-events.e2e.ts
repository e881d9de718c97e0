import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type DevicePage, openDevicePage } from './device-page.ts'

const marqueeUrl = inject('marqueeUrl')

let device: DevicePage
beforeAll(async () => {
  device = await openDevicePage([])
})
afterAll(() => device.close())

/** Opens the browser's own EventSource on a query; comes to the events of GraphQL over SSE until it is complete. */
function listen(query: string): Promise<readonly string[]> {
  const url = `${marqueeUrl}/graphql?query=${encodeURIComponent(query)}`
  return device.page.evaluate(
    (url) =>
      new Promise<string[]>((resolve, reject) => {
        const source = new EventSource(url)
        const seen: string[] = []
        source.addEventListener('next', ({ data }) => seen.push(data))
        source.addEventListener('complete', () => {
          source.close()
          resolve(seen)
        })
        source.addEventListener('error', () => reject(new Error('the source failed')))
      }),
    url,
  )
}

test('the browser’s own EventSource gets the result of a query and its end, from a page of another origin', async () => {
  const [result, ...others] = await listen('{ title(id: 7) { id } }')
  expect(JSON.parse(result ?? '')).toEqual({ data: { title: { id: 7 } } })
  expect(others).toEqual([])
  expect(device.complaints).toEqual([])
})
