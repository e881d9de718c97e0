import { expect, test } from 'vitest'
import { publishDemoModel } from './publish-demo-model.ts'

const address = { url: 'http://127.0.0.1:9', token: 'secret', operator: undefined }
const name = '0123456789ab'

/** A Marquee that serves a model, or none. */
function marquee(served: string | null) {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return Response.json(request.method === 'GET' ? { model: name, here: { model: served } } : { model: name })
  }
  return { fetch, asked }
}

test('a Marquee that serves a model keeps it, and none is made', async () => {
  const { fetch, asked } = marquee(name)
  let made = 0
  const model = async () => new Uint8Array([++made])
  expect(await publishDemoModel(address, model, fetch)).toBeUndefined()
  expect(made).toBe(0)
  expect(asked).toEqual(['GET /ops/models'])
})

test('one that serves none, whatever its pointer names, is given one', async () => {
  const { fetch, asked } = marquee(null)
  expect(await publishDemoModel(address, async () => new Uint8Array([1]), fetch)).toBe(name)
  expect(asked).toEqual(['GET /ops/models', 'PUT /ops/models', `POST /ops/models/${name}/activate`])
})
