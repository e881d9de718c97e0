import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { anyFreePort } from '../tools/start/ports.ts'
import { type StartedMarquee, startMarquee } from '../tools/start/start-marquee.ts'
import { ask } from './marquee.ts'
import { filterSource, operate } from './operator.ts'

// A Marquee of its own: it is ended without a word, and started again over what it left.
const persistTo = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'marquee-killed-'))
const start = async () => startMarquee({ port: await anyFreePort(), persistTo, now: Date.now(), progress: () => {}, print: () => {} })
const isOurs = inject('processGroup') !== undefined
let marquee: StartedMarquee | undefined

beforeAll(async () => {
  if (isOurs) marquee = await start()
})
afterAll(async () => {
  await marquee?.stop()
  rmSync(persistTo, { recursive: true, force: true })
})

const film = '/graphql?query=%7Btitle(id%3A1)%7Bname%7D%7D'

/** All that operators see of filters. */
async function stateOf({ url }: StartedMarquee) {
  const { filters } = (await operate('GET', `${url}/ops/filters`)).json<{
    filters: { name: string; kind: string; canary?: { requests: number } }[]
  }>()
  const published = filters.filter(({ kind }) => kind !== 'built-in')
  const histories = await Promise.all(
    published.map(async ({ name }) => (await operate('GET', `${url}/ops/filters/${name}/history`)).json()),
  )
  return { published, histories }
}

test.skipIf(!isOurs)('workerd ended in mid-traffic comes back with filters, revisions, canaries and histories as before', async () => {
  const first = marquee as StartedMarquee
  const publish = async (name: string, source: string, share: number) => {
    const put = await operate('PUT', `${first.url}/ops/filters/${name}`, source, { 'content-type': 'text/javascript' })
    expect(put.status).toBe(201)
    expect((await operate('POST', `${first.url}/ops/filters/${name}/activate`, { share })).status).toBe(200)
  }
  const outbound = "stage: 'outbound', failMode: 'open'"
  await publish('kept', filterSource("return [{ setResponseHeader: ['x-kept', '1'] }]", outbound), 1)
  await publish('kept', filterSource("return [{ setResponseHeader: ['x-kept', '2'] }]", outbound), 1)
  await publish('tried', filterSource("return [{ setResponseHeader: ['x-tried', '1'] }]", outbound), 0.5)
  await publish('gone', filterSource('return []'), 1)
  await operate('DELETE', `${first.url}/ops/filters/gone`)

  const asked = (url: string) => ask(`${url}${film}`, { headers: { accept: 'application/json' } })
  let before = await stateOf(first)
  await expect
    .poll(async () => {
      await Promise.all(Array.from({ length: 5 }, () => asked(first.url)))
      before = await stateOf(first)
      return before.published.find(({ canary }) => canary !== undefined)?.canary?.requests ?? 0
    })
    .toBeGreaterThan(10)
  // A report is under way once a second: what is compared must be at rest.
  const traffic = Promise.allSettled(Array.from({ length: 20 }, () => asked(first.url)))
  process.kill(-first.processGroup, 'SIGKILL')
  await traffic
  await first.ended

  const second = await start()
  marquee = second
  const after = await stateOf(second)
  const withoutCounts = ({ published, histories }: typeof before) => ({
    published: published.map(({ canary: _, control: __, ...one }: Record<string, unknown>) => one),
    histories,
  })
  expect(withoutCounts(after)).toEqual(withoutCounts(before))
  const requests = ({ published }: typeof before) => published.find(({ canary }) => canary !== undefined)?.canary?.requests ?? 0
  expect(requests(after)).toBeGreaterThanOrEqual(requests(before))
  expect((await asked(second.url)).headers.get('x-kept')).toBe('2')
  const rolledBack = await operate('POST', `${second.url}/ops/filters/kept/rollback`)
  expect(rolledBack.json()).toMatchObject({ state: 'active' })
  expect((await asked(second.url)).headers.get('x-kept')).toBe('1')
})
