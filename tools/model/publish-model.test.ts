import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { publishFile } from './publish-model.ts'

const address = { url: 'http://127.0.0.1:9', token: 'secret', operator: 'ada' }
const name = '0123456789ab'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'publish-'))
  file = join(folder, 'm.bin')
  writeFileSync(file, 'a model')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A Marquee that answers as it is told to, and what it was asked. */
function marquee(...answers: readonly { readonly status: number; readonly body: unknown }[]) {
  const asked: { readonly call: string; readonly body: string; readonly type: string | null }[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    asked.push({ call: `${request.method} ${pathname}${search}`, body: await request.text(), type: request.headers.get('content-type') })
    const { status, body } = answers[asked.length - 1] ?? { status: 500, body: {} }
    return Response.json(body, { status })
  }
  return { fetch, asked }
}

test('a file is sent as it is, then activated for its share', async () => {
  const { fetch, asked } = marquee({ status: 201, body: { model: name, bytes: 7 } }, { status: 200, body: {} })
  const said = await publishFile({ model: file, share: 0.05, reason: 'better lists', url: undefined }, address, fetch)
  expect(said).toContain(`Model ${name}, 7 bytes, is tried by 5 % of members`)
  expect(asked).toEqual([
    { call: 'PUT /ops/models?reason=better+lists', body: 'a model', type: 'application/octet-stream' },
    { call: `POST /ops/models/${name}/activate`, body: '{"share":0.05,"reason":"better lists"}', type: 'application/json' },
  ])
})

test('what Marquee refuses is said with its code, and nothing is activated', async () => {
  const refused = { errors: [{ message: 'Cannot read the model: the file is none', extensions: { code: 'MODEL_FOREIGN' } }] }
  const { fetch, asked } = marquee({ status: 400, body: refused })
  await expect(publishFile({ model: file, share: 1, reason: undefined, url: undefined }, address, fetch)).rejects.toMatchObject({
    name: 'Remedy',
    message: 'MODEL_FOREIGN: Cannot read the model: the file is none',
  })
  expect(asked).toHaveLength(1)
})

test('a file that is not there is a remedy, and nobody is asked', async () => {
  const { fetch, asked } = marquee()
  await expect(
    publishFile({ model: join(folder, 'no.bin'), share: 1, reason: undefined, url: undefined }, address, fetch),
  ).rejects.toMatchObject({
    name: 'Remedy',
    message: expect.stringContaining('ENOENT'),
  })
  expect(asked).toEqual([])
})
