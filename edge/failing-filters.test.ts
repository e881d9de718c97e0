import { expect, test } from 'vitest'
import type { Exchange } from './exchange.ts'
import type { FailMode, InboundFilter, OutboundFilter } from './filters/filter.ts'
import { createPipeline } from './pipeline/pipeline.ts'
import { EdgeRefusal } from './protocol/refusal.ts'
import { type Edge, serve } from './serve.ts'
import { createTestEdge, refusalOf, site } from './test/test-edge.ts'

const broken = (failMode: FailMode): InboundFilter<Exchange> => ({
  name: 'broken',
  stage: 'inbound',
  failMode,
  apply() {
    throw new TypeError('the secret of the bug')
  },
})

/** The edge, and what it logs, with these filters: `tell-trace` is what every answer needs. */
function edgeWith(inbound: readonly InboundFilter<Exchange>[], outbound: readonly OutboundFilter<Exchange>[] = []) {
  const failed: string[] = []
  const { edge } = createTestEdge()
  const tellTrace: OutboundFilter<Exchange> = {
    name: 'tell-trace',
    stage: 'outbound',
    failMode: 'open',
    apply({ trace }, { headers }) {
      headers['x-marquee-trace'] = trace
    },
  }
  const pipeline = createPipeline<Exchange>({
    inbound,
    outbound: [tellTrace, ...outbound],
    tick: () => 0,
    isRefusal: (thrown) => thrown instanceof EdgeRefusal,
    onFailure: (filter) => failed.push(filter),
  })
  const ask = (over: Partial<Edge> = {}) =>
    serve({ ...edge, pipeline, showBugs: false, ...over }, new Request(`${site}/healthz`), { waitUntil() {} })
  return { ask, failed }
}

test('a guard that fails lets nothing through: 503, without a word of the bug', async () => {
  const { ask, failed } = edgeWith([broken('closed')])
  const answer = await ask()
  expect(await answer.clone().text()).not.toContain('secret')
  expect(await refusalOf(answer)).toEqual({ status: 503, code: 'FILTER_FAILED' })
  expect(failed).toEqual(['broken'])
})

test('what decorates and fails is passed over, and told to the operators', async () => {
  const { ask, failed } = edgeWith([broken('open')])
  expect((await ask()).status).toBe(200)
  expect(failed).toEqual(['broken'])
})

test('where a guard of answers fails, the answer is not sent: its body is ended, what other filters set remains', async () => {
  let ended = false
  const body = new ReadableStream({
    cancel() {
      ended = true
    },
  })
  const guardOfAnswers: OutboundFilter<Exchange> = { ...broken('closed'), stage: 'outbound', apply: broken('closed').apply as () => void }
  const { ask } = edgeWith([], [guardOfAnswers])
  const answer = await ask({
    findEndpoint: () => ({
      name: 'stream',
      methods: ['GET'],
      deadlineMs: 1_000,
      answer: () => ({ status: 200, headers: { 'content-type': 'video/mp4', etag: '"1"', vary: 'accept' }, body }),
    }),
  })
  expect(ended).toBe(true)
  expect(answer.headers.get('etag')).toBeNull()
  expect(answer.headers.get('vary')).toBe('accept')
  expect(await refusalOf(answer)).toEqual({ status: 503, code: 'FILTER_FAILED' })
})

test('in the local environment the cause is shown', async () => {
  const answer = await edgeWith([broken('closed')]).ask({ showBugs: true })
  expect(await answer.json()).toMatchObject({
    errors: [{ extensions: { code: 'FILTER_FAILED', cause: 'TypeError: the secret of the bug' } }],
  })
})
