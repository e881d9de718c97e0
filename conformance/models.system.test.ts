import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { runTraining } from '../tools/model/run-training.ts'
import { projectRoot } from '../tools/wrangler.ts'
import { expectRefusal } from './expect-refusal.ts'
import { ask, json } from './marquee.ts'
import { operate } from './operator.ts'
import { type SignedIn, signIn } from './sign-in.ts'

interface Models {
  readonly model: string | null
  readonly canary: { readonly model: string; readonly share: number } | null
  readonly previous: string | null
  readonly here: { readonly model: string | null; readonly canary: string | null; readonly refused: readonly unknown[] }
  readonly stored: readonly { readonly model: string; readonly bytes: number }[]
}

const folder = mkdtempSync(join(tmpdir(), 'marquee-models-'))
const models = async () => {
  const answer = await operate('GET', '/ops/models')
  return { etag: answer.headers.get('etag') ?? '', ...answer.json<Models>() }
}
const upload = (file: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const authorization = `Bearer ${inject('opsToken')}`
  return ask('/ops/models', {
    method: 'PUT',
    body: file,
    headers: { authorization, 'content-type': 'application/octet-stream', ...headers },
  })
}
const activate = (model: string, body: object = {}, headers: Record<string, string> = {}) =>
  operate('POST', `/ops/models/${model}/activate`, body, headers)

/** A model trained as an operator would, on the ratings of some members for the first titles of the catalog. */
async function trained(seed: number): Promise<Uint8Array<ArrayBuffer>> {
  const lines: string[] = []
  for (let member = 1; member <= 60; member++)
    for (let title = 1 + (member % 3); title <= 120; title += 3 + ((member * seed) % 4))
      lines.push(`${member}\t${title}\t${1 + ((member + title) % 5)}\t0`)
  const [ratings, out] = [join(folder, `${seed}.tsv`), join(folder, `${seed}.bin`)]
  writeFileSync(ratings, `${lines.join('\n')}\n`)
  const screen = { live: false, write: () => {}, now: () => performance.now() }
  await runTraining({ source: { kind: 'file', file: ratings }, out, seed }, { root: projectRoot, screen })
  return new Uint8Array(readFileSync(out))
}

/** The page of a member as it is ranked now: another device class has another page, and what is kept of either is dropped by what is listed. */
async function rankedBy(
  who: SignedIn,
): Promise<{ readonly status: number; readonly degraded: string | null; readonly made: readonly string[] }> {
  const list = { query: 'mutation { add: addToMyList(title: 99) { id } remove: removeFromMyList(title: 99) { id } }' }
  expect((await ask('/graphql', json(list, who.headers))).status).toBe(200)
  const page = await ask('/graphql', json({ query: '{ home { rows(limit: 4) { titles(limit: 3) { id match } } } }' }, who.headers))
  const told = await operate('GET', `/ops/explain/${page.headers.get('x-marquee-trace')}`)
  const { origins } = told.json<{ origins: readonly { origin: string; method: string; made?: readonly string[] }[] }>()
  const made = origins.filter(({ method }) => method === 'page' || method === 'match').flatMap((call) => call.made ?? [])
  return {
    status: page.status,
    degraded: page.headers.get('x-marquee-degraded'),
    made: made.filter((line) => /(?:model|affinity)-/.test(line)),
  }
}

let file: Uint8Array<ArrayBuffer>
let first: Models
beforeAll(async () => {
  file = await trained(1)
  first = await models()
})
afterAll(async () => {
  if (first.model !== null) expect((await activate(first.model)).status).toBe(200)
  rmSync(folder, { recursive: true })
})

describe('a model', () => {
  test('is there from the start, and its name stands in the trace of each page and match', async () => {
    expect(first).toMatchObject({ model: expect.stringMatching(/^[0-9a-f]{12}$/), canary: null, here: { model: first.model, refused: [] } })
    const { status, degraded, made } = await rankedBy(await signIn(2))
    expect([status, degraded]).toEqual([200, null])
    expect(made).toHaveLength(2)
    for (const line of made) expect(line).toContain(`model-${first.model}`)
  })

  test('is kept, tried by a share of members, made current, and taken back', async () => {
    const kept = await upload(file)
    expect(kept.status).toBe(201)
    const { model } = kept.json<{ model: string }>()
    expect((await upload(file)).json()).toEqual({ model, bytes: file.length })
    expect((await models()).model).toBe(first.model)

    expect((await activate(model, { share: 0.5 })).json()).toMatchObject({ model: first.model, canary: { model, share: 0.5 } })
    const members = await Promise.all([2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14].map((profile) => signIn(profile)))
    const names: string[] = []
    for (const who of members) {
      const { degraded, made } = await rankedBy(who)
      expect(degraded).toBeNull()
      const known = [first.model, model].filter((name) => made.every((line) => line.includes(`model-${name}`)))
      expect(known, made.join()).toHaveLength(1)
      names.push(known[0] ?? '')
    }
    expect(new Set(names)).toEqual(new Set([first.model, model]))
    // Who tries it goes on trying it.
    const [again] = (await rankedBy(members[0] as SignedIn)).made
    expect(again).toContain(names[0])

    expect((await activate(model, { share: 1 })).json()).toMatchObject({ model, canary: null, previous: first.model })
    expect((await rankedBy(members[0] as SignedIn)).made.join()).toContain(`model-${model}`)
    expect((await operate('POST', '/ops/models/rollback')).json()).toMatchObject({ model: first.model, previous: null })
    expect((await rankedBy(members[0] as SignedIn)).made.join()).toContain(`model-${first.model}`)
    expectRefusal(await operate('POST', '/ops/models/rollback'), 'NOT_FOUND')
  })

  test.each([
    { what: 'with one byte changed', code: 'MODEL_CORRUPT', spoilt: () => file.map((byte, at) => (at === 5_000 ? byte ^ 1 : byte)) },
    { what: 'that was cut off', code: 'MODEL_TRUNCATED', spoilt: () => file.slice(0, 5_000) },
    { what: 'of a format to come', code: 'MODEL_NEWER', spoilt: () => file.map((byte, at) => (at === 8 ? 99 : byte)) },
    { what: 'that is none', code: 'MODEL_FOREIGN', spoilt: () => new TextEncoder().encode('{"model":"none"}') },
    { what: 'of no bytes', code: 'MODEL_TRUNCATED', spoilt: () => new Uint8Array() },
  ])('$what is refused, and pages are ranked as before', async ({ code, spoilt }) => {
    const before = await models()
    const refused = await upload(spoilt())
    expect(refused.status).toBe(400)
    expectRefusal(refused, code)
    expect(await models()).toEqual(before)
    expect(await rankedBy(await signIn(3))).toMatchObject({
      status: 200,
      degraded: null,
      made: expect.arrayContaining([expect.stringContaining(`${before.model}`)]),
    })
  })

  test('of an operator who has read another pointer is not activated', async () => {
    const { etag } = await models()
    const { model } = (await upload(file)).json<{ model: string }>()
    const moved = await activate(model, { share: 0.01 }, { 'if-match': etag })
    expect(moved.status).toBe(200)
    const late = await activate(model, { share: 1 }, { 'if-match': etag })
    expect(late.status).toBe(412)
    expectRefusal(late, 'REVISION_CHANGED')
    expect(late.headers.get('etag')).toBe(moved.headers.get('etag'))
    expect((await operate('POST', '/ops/models/rollback', undefined, { 'if-match': etag })).status).toBe(412)
    expect((await operate('POST', '/ops/models/rollback', undefined, { 'if-match': moved.headers.get('etag') ?? '' })).status).toBe(200)
  })

  test.each([
    { what: 'an unknown one', path: '0123456789ab/activate', body: {}, status: 404 },
    { what: 'a name that climbs', path: '..%2Fcurrent/activate', body: {}, status: 400 },
    { what: 'a share of nobody', path: '0123456789ab/activate', body: { share: 0 }, status: 400 },
    { what: 'a share of more than all', path: '0123456789ab/activate', body: { share: 2 }, status: 400 },
    { what: 'a share that is a word', path: '0123456789ab/activate', body: { share: 'all' }, status: 400 },
    { what: 'a body that is a list', path: '0123456789ab/activate', body: [], status: 400 },
  ])('is not activated: $what', async ({ path, body, status }) => {
    expect((await operate('POST', `/ops/models/${path}`, body)).status).toBe(status)
  })

  test('is nobody’s to see or send but an operator’s', async () => {
    for (const headers of [{}, (await signIn(2)).headers])
      for (const [method, path] of [
        ['GET', '/ops/models'],
        ['PUT', '/ops/models'],
        ['POST', `/ops/models/${first.model}/activate`],
        ['POST', '/ops/models/rollback'],
      ] as const)
        expect((await ask(path, { method, headers, ...(method === 'PUT' && { body: file }) })).status).toBe(401)
  })

  test('that was sent and activated stands in the log with who did it and why', async () => {
    const { model } = (await upload(file, { 'x-marquee-operator': 'ada' })).json<{ model: string }>()
    await activate(model, { share: 0.01, reason: 'better lists' }, { 'x-marquee-operator': 'ada' })
    await operate('POST', '/ops/models/rollback?reason=not+yet', undefined, { 'x-marquee-operator': 'ada' })
    const { writes } = (await operate('GET', '/ops/audit?limit=20')).json<{ writes: readonly object[] }>()
    for (const entry of [
      { action: 'PUT /ops/models', status: 201 },
      { action: `POST /ops/models/${model}/activate`, reason: 'better lists', status: 200 },
      { action: 'POST /ops/models/rollback', reason: 'not yet', status: 200 },
    ])
      expect(writes).toContainEqual(expect.objectContaining({ author: 'ada', ...entry }))
  })
})
