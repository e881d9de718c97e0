import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DeviceGone } from '../deadline.ts'
import type { InboundFilter, OutboundFilter } from '../filters/filter.ts'
import type { Answer } from '../protocol/answer.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import { createPipeline, FilterFailed, type Passing } from './pipeline.ts'
import { passing } from './test/passing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Inbound = Partial<InboundFilter<Passing>> & { readonly name: string }
type Outbound = Partial<OutboundFilter<Passing>> & { readonly name: string }

function pipelineOf(inbound: readonly Inbound[], outbound: readonly Outbound[] = []) {
  const failures: string[] = []
  const pipeline = createPipeline<Passing>({
    inbound: inbound.map((filter) => ({ stage: 'inbound', failMode: 'closed', apply: () => undefined, ...filter })),
    outbound: outbound.map((filter) => ({ stage: 'outbound', failMode: 'open', apply: () => {}, ...filter })),
    tick: () => 0,
    isRefusal: (thrown) => thrown instanceof EdgeRefusal,
    onFailure: (filter) => failures.push(filter),
  })
  return { pipeline, failures }
}

const told = (verdicts: readonly FilterVerdict[]) =>
  verdicts.map(({ name, verdict, reason }) => `${name} ${verdict}${reason === null ? '' : `: ${reason}`}`)
const posted = (body: BodyInit) => passing('/model.json', { method: 'POST', body, duplex: 'half' } as RequestInit)
const inPieces = (...pieces: readonly string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const answered = (body: BodyInit | null): Answer => ({ status: 200, headers: {}, body })

// The semantics of Zuul 2's runner, rule by rule, and where ours differ on purpose.
describe('1. What is skipped, and why', () => {
  test('filters after an answer; a filter that `when` does not fit; one that chooses not to', async () => {
    const { pipeline } = pipelineOf([
      { name: 'elsewhere', when: { path: '/play/*' } },
      { name: 'unwilling', shouldFilter: () => false },
      { name: 'answers', apply: () => answered(null) },
      { name: 'late' },
    ])
    const verdicts: FilterVerdict[] = []
    await pipeline.runInbound(passing(), verdicts)
    expect(told(verdicts)).toEqual([
      'elsewhere skipped: another path',
      'unwilling skipped: it chose not to',
      'answers responded',
      'late skipped: answers ended the stage',
    ])
  })

  test('all that is left, once the device is gone', async () => {
    const gone = new AbortController()
    const exchange = { ...passing(), signal: gone.signal }
    const { pipeline } = pipelineOf([{ name: 'first', apply: () => void gone.abort() as undefined }, { name: 'second' }])
    const verdicts: FilterVerdict[] = []
    await expect(pipeline.runInbound(exchange, verdicts)).rejects.toBeInstanceOf(DeviceGone)
    expect(told(verdicts)).toEqual(['first passed', 'second skipped: the device went away'])
  })

  test('`when` is asked before `shouldFilter`, and neither runs the filter', async () => {
    const asked: string[] = []
    const { pipeline } = pipelineOf([
      {
        name: 'unfit',
        when: { method: ['PUT'] },
        shouldFilter: () => asked.push('unfit') > 0,
        apply: () => void asked.push('ran') as undefined,
      },
    ])
    await pipeline.runInbound(passing(), undefined)
    expect(asked).toEqual([])
  })
})

describe('2. A body that is needed', () => {
  test('is waited for until its last piece, shown whole, and there again for the endpoint', async () => {
    let seen: string | undefined
    const exchange = posted(inPieces('{"a"', ':1}'))
    const { pipeline } = pipelineOf([
      { name: 'reads', body: { mode: 'buffered', maxBytes: 100 }, apply: (_exchange, body) => void (seen = text(body)) as undefined },
    ])
    await pipeline.runInbound(exchange, undefined)
    expect(seen).toBe('{"a":1}')
    expect(await exchange.body.text(100, exchange.signal)).toBe('{"a":1}')
    expect(await new Response(exchange.body.stream(100)).text()).toBe('{"a":1}')
  })

  test('is read once for two filters', async () => {
    const seen: string[] = []
    const reads = (name: string): Inbound => ({
      name,
      body: { mode: 'buffered', maxBytes: 100 },
      apply: (_exchange, body) => void seen.push(text(body)) as undefined,
    })
    await pipelineOf([reads('one'), reads('other')]).pipeline.runInbound(posted(inPieces('ab', 'c')), undefined)
    expect(seen).toEqual(['abc', 'abc'])
  })

  test('and is too long is refused, whatever the fail mode, and the filter does not run', async () => {
    const apply = vi.fn(() => undefined)
    const { pipeline, failures } = pipelineOf([{ name: 'reads', failMode: 'open', body: { mode: 'buffered', maxBytes: 3 }, apply }])
    await expect(pipeline.runInbound(posted('abcd'), undefined)).rejects.toMatchObject({ code: 'BODY_LIMIT' })
    expect(apply).not.toHaveBeenCalled()
    expect(failures).toEqual([])
  })

  test('and stalls is refused', async () => {
    const { pipeline } = pipelineOf([{ name: 'reads', body: { mode: 'buffered', maxBytes: 100 } }])
    const running = expect(pipeline.runInbound(posted(new ReadableStream()), undefined)).rejects.toMatchObject({ code: 'BODY_TIMEOUT' })
    await vi.advanceTimersByTimeAsync(1_000)
    await running
  })

  test('piece by piece is seen as it passes, after the stage has ended, and may become another', async () => {
    const seen: string[] = []
    const exchange = posted(inPieces('secret', ' public'))
    const { pipeline } = pipelineOf([
      {
        name: 'redacts',
        body: {
          mode: 'streamed',
          onChunk(_exchange, chunk) {
            seen.push(text(chunk))
            return text(chunk) === 'secret' ? new TextEncoder().encode('******') : undefined
          },
        },
      },
    ])
    await pipeline.runInbound(exchange, undefined)
    expect(seen).toEqual([])
    expect(await new Response(exchange.body.stream(100)).text()).toBe('****** public')
    expect(seen).toEqual(['secret', ' public'])
  })

  test('a piece that is refused is what reading the body comes to', async () => {
    const exchange = posted('virus')
    const onChunk = () => {
      throw new EdgeRefusal('BAD_BODY', 'no')
    }
    await pipelineOf([{ name: 'scans', body: { mode: 'streamed', onChunk } }]).pipeline.runInbound(exchange, undefined)
    await expect(exchange.body.text(100, exchange.signal)).rejects.toMatchObject({ code: 'BAD_BODY' })
  })

  test('without a mode a filter sees nothing, and the body is not touched', async () => {
    const exchange = posted(inPieces('abc'))
    const apply = vi.fn(() => undefined)
    await pipelineOf([{ name: 'blind', apply }]).pipeline.runInbound(exchange, undefined)
    expect(apply).toHaveBeenCalledExactlyOnceWith(exchange, undefined)
    expect(exchange.request.bodyUsed).toBe(false)
  })
})

describe('3. Sync and async filters', () => {
  test('nothing is the default: the request goes on', async () => {
    const { pipeline } = pipelineOf([{ name: 'sync' }, { name: 'async', apply: async () => undefined }])
    expect(await pipeline.runInbound(passing(), undefined)).toBeUndefined()
  })

  test('one that fails obeys its fail mode (Zuul: goes on in any case)', async () => {
    const fails = () => Promise.reject(new Error('down'))
    const open = pipelineOf([{ name: 'decorates', failMode: 'open', apply: fails }])
    expect(await open.pipeline.runInbound(passing(), undefined)).toBeUndefined()
    expect(open.failures).toEqual(['decorates'])
    const closed = pipelineOf([
      { name: 'guards', apply: fails },
      { name: 'next', apply: () => answered('let through') },
    ])
    await expect(closed.pipeline.runInbound(passing(), undefined)).rejects.toBeInstanceOf(FilterFailed)
  })

  test('counts how many are under way: one beyond fails, and there is room again when one ends, well or not', async () => {
    const ends: ((error?: Error) => void)[] = []
    const apply = () => new Promise<undefined>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve(undefined))))
    const { pipeline, failures } = pipelineOf([{ name: 'slow', failMode: 'open', maxConcurrent: 2, apply }])
    const run = () => pipeline.runInbound(passing(), undefined)
    const [first, second] = [run(), run()]
    await run()
    expect(failures).toEqual(['slow'])
    ends[0]?.()
    ends[1]?.(new Error('down'))
    await Promise.all([first, second])
    expect(failures).toEqual(['slow', 'slow'])
    const [third, fourth] = [run(), run()]
    expect(ends).toHaveLength(4)
    for (const end of ends) end()
    await Promise.all([third, fourth])
    expect(failures).toHaveLength(2)
  })

  test('one that hangs gives its place back when its time is over', async () => {
    const { pipeline, failures } = pipelineOf([
      { name: 'hangs', failMode: 'open', maxConcurrent: 1, timeoutMs: 50, apply: () => new Promise(() => {}) },
    ])
    for (let time = 0; time < 3; time++) {
      const running = pipeline.runInbound(passing(), undefined)
      await vi.advanceTimersByTimeAsync(50)
      await running
    }
    expect(failures).toEqual(['hangs', 'hangs', 'hangs'])
  })
})

describe('4. The answer’s body', () => {
  test('buffered is shown whole, and goes out whole', async () => {
    let seen: string | undefined
    const { pipeline } = pipelineOf(
      [],
      [{ name: 'reads', body: { mode: 'buffered', maxBytes: 10 }, apply: (_exchange, _answer, body) => void (seen = text(body)) }],
    )
    for (const body of ['abc', new TextEncoder().encode('abc'), inPieces('a', 'bc')]) {
      const answer = answered(body)
      await pipeline.runOutbound(passing(), answer, undefined)
      expect(seen).toBe('abc')
      expect(await new Response(answer.body).text()).toBe('abc')
    }
  })

  test('that is too long to be shown fails the filter, and goes out whole all the same', async () => {
    const { pipeline, failures } = pipelineOf([], [{ name: 'reads', body: { mode: 'buffered', maxBytes: 3 } }])
    for (const body of ['abcdef', inPieces('ab', 'cd', 'ef')]) {
      const answer = answered(body)
      await pipeline.runOutbound(passing(), answer, undefined)
      expect(await new Response(answer.body).text()).toBe('abcdef')
    }
    expect(failures).toEqual(['reads', 'reads'])
  })

  test('streamed is seen piece by piece, and may become another', async () => {
    const onChunk = (_exchange: unknown, chunk: Uint8Array) => new TextEncoder().encode(text(chunk).toUpperCase())
    const { pipeline } = pipelineOf([], [{ name: 'shouts', body: { mode: 'streamed', onChunk } }])
    for (const body of ['abc', inPieces('a', 'bc')]) {
      const answer = answered(body)
      await pipeline.runOutbound(passing(), answer, undefined)
      expect(await new Response(answer.body).text()).toBe('ABC')
    }
    const nothing = answered(null)
    await pipeline.runOutbound(passing(), nothing, undefined)
    expect(nothing.body).toBeNull()
  })

  test('that nobody wants any more is ended at its source', async () => {
    let ended = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(2)),
      cancel() {
        ended = true
      },
    })
    const answer = answered(body)
    await pipelineOf([], [{ name: 'reads', body: { mode: 'buffered', maxBytes: 3 } }]).pipeline.runOutbound(passing(), answer, undefined)
    await (answer.body as ReadableStream).cancel()
    expect(ended).toBe(true)
  })
})
