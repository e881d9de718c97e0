import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FailMode, InboundFilter, OutboundFilter } from '../filters/filter.ts'
import type { Answer } from '../protocol/answer.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import { createPipeline, FilterFailed, type Passing } from './pipeline.ts'
import { passing } from './test/passing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What a filter does when it is its turn. */
const acts = [
  'pass',
  'passLater',
  'answer',
  'answerLater',
  'refuse',
  'refuseLater',
  'throw',
  'throwLater',
  'hang',
  'skip',
  'unfit',
] as const
type Act = (typeof acts)[number]
interface Step {
  readonly act: Act
  readonly failMode: FailMode
}

class Refused extends Error {
  readonly code = 'NO'
}

const exchange = passing()
const answerOf = (): Answer => ({ status: 200, headers: { 'x-old': '1' }, body: null })

function doing(act: Act, now: () => Answer | undefined): Answer | undefined | Promise<Answer | undefined> {
  switch (act) {
    case 'refuse':
      throw new Refused()
    case 'refuseLater':
      return Promise.reject(new Refused())
    case 'throw':
      throw new TypeError('a secret')
    case 'throwLater':
      return Promise.resolve().then(() => {
        throw new TypeError('a secret')
      })
    case 'hang':
      return new Promise(() => {})
    case 'answer':
      return now()
    case 'answerLater':
      return Promise.resolve(now())
    case 'passLater':
      return Promise.resolve(undefined)
    default:
      return undefined
  }
}

function chain(inboundSteps: readonly Step[], outboundSteps: readonly Step[] = []) {
  const ran: string[] = []
  const failures: string[] = []
  const common = (name: string, { act, failMode }: Step) => ({
    name,
    failMode,
    timeoutMs: 50,
    ...(act === 'unfit' && { when: { path: '/elsewhere' } }),
    shouldFilter: () => act !== 'skip',
  })
  const inbound = inboundSteps.map(
    (step, at): InboundFilter<Passing> => ({
      ...common(`in${at}`, step),
      stage: 'inbound',
      apply() {
        ran.push(`in${at}`)
        return doing(step.act, answerOf)
      },
    }),
  )
  const outbound = outboundSteps.map(
    (step, at): OutboundFilter<Passing> => ({
      ...common(`out${at}`, step),
      stage: 'outbound',
      apply(_exchange, answer) {
        ran.push(`out${at}`)
        answer.headers[`x-${at}`] = '1'
        const done = doing(step.act, () => undefined)
        return done instanceof Promise ? done.then(() => undefined) : undefined
      },
    }),
  )
  const pipeline = createPipeline<Passing>({
    inbound,
    outbound,
    tick: () => 0,
    isRefusal: (thrown) => thrown instanceof Refused,
    onFailure: (filter, failMode) => failures.push(`${filter} ${failMode}`),
  })
  return { pipeline, ran, failures }
}

/** Runs a stage to its end, whatever hangs. */
async function settle<value>(running: Promise<value>): Promise<{ readonly value: value } | { readonly thrown: unknown }> {
  const settled = running.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  )
  await vi.advanceTimersByTimeAsync(5_000)
  return settled
}

const steps = (text: string): Step[] =>
  text.split(' ').map((one) => ({ act: one.replace('!', '') as Act, failMode: one.endsWith('!') ? 'closed' : 'open' }))

// An exclamation mark: it fails closed.
describe('the inbound stage', () => {
  test.each([
    ['pass passLater', 'goes on', 'passed passed'],
    ['pass answer pass', 'answered', 'passed responded skipped'],
    ['answerLater pass', 'answered', 'responded skipped'],
    ['refuse! pass', 'refused', 'refused skipped'],
    ['refuseLater pass', 'refused', 'refused skipped'],
    ['throw pass', 'goes on', 'failed passed'],
    ['throwLater pass', 'goes on', 'failed passed'],
    ['throw! pass', 'FilterFailed', 'failed skipped'],
    ['throwLater! answer', 'FilterFailed', 'failed skipped'],
    ['hang pass', 'goes on', 'failed passed'],
    ['hang! pass', 'FilterFailed', 'failed skipped'],
    ['skip unfit! answer', 'answered', 'skipped skipped responded'],
  ])('%s: %s', async (text, outcome, told) => {
    const { pipeline } = chain(steps(text))
    const verdicts: FilterVerdict[] = []
    const result = await settle(pipeline.runInbound(exchange, verdicts))
    const came =
      'value' in result
        ? result.value === undefined
          ? 'goes on'
          : 'answered'
        : result.thrown instanceof FilterFailed
          ? 'FilterFailed'
          : result.thrown instanceof Refused
            ? 'refused'
            : 'bug'
    expect({ came, told: verdicts.map(({ verdict }) => verdict).join(' ') }).toEqual({ came: outcome, told })
  })

  test('verdicts say why, and nothing of what a bug said', async () => {
    const { pipeline, failures } = chain(steps('unfit skip throw hang refuse pass'))
    const verdicts: FilterVerdict[] = []
    await settle(pipeline.runInbound(exchange, verdicts))
    expect(verdicts.map(({ reason }) => reason)).toEqual([
      'another path',
      'it chose not to',
      'TypeError',
      'Error',
      'NO',
      'in4 ended the stage',
    ])
    expect(failures).toEqual(['in2 open', 'in3 open'])
  })
})

describe('the outbound stage', () => {
  test('runs each filter once, past those that fail, and tells what each has set', async () => {
    const { pipeline, ran, failures } = chain([], steps('pass throw passLater hang skip pass'))
    const answer = answerOf()
    const verdicts: FilterVerdict[] = []
    expect(await settle(pipeline.runOutbound(exchange, answer, verdicts))).toEqual({ value: undefined })
    expect(ran).toEqual(['out0', 'out2', 'out3', 'out5'].flatMap((name) => (name === 'out2' ? ['out1', name] : [name])))
    expect(verdicts.map(({ name, verdict, actions }) => `${name} ${verdict} ${actions}`)).toEqual([
      'out0 passed set x-0',
      'out1 failed set x-1',
      'out2 passed set x-2',
      'out3 failed set x-3',
      'out4 skipped ',
      'out5 passed set x-5',
    ])
    expect(failures).toEqual(['out1 open', 'out3 open'])
  })

  test('fails where one that fails closed has failed, after all have run', async () => {
    const { pipeline, ran } = chain([], steps('throw! pass'))
    expect(await settle(pipeline.runOutbound(exchange, answerOf(), undefined))).toMatchObject({ thrown: { filter: 'out0' } })
    expect(ran).toEqual(['out0', 'out1'])
  })
})

test('any chain keeps its order, runs each filter at most once, and lets nothing past a guard that failed', async () => {
  const step = fc.record({ act: fc.constantFrom(...acts), failMode: fc.constantFrom<FailMode>('open', 'closed') })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.array(step, { maxLength: 5 }), async (inboundSteps, outboundSteps) => {
      const { pipeline, ran } = chain(inboundSteps, outboundSteps)
      const verdicts: FilterVerdict[] = []
      const result = await settle(pipeline.runInbound(exchange, verdicts))
      // Every filter is told of once, in order; each ran at most once, in order.
      expect(verdicts.map(({ name }) => name)).toEqual(inboundSteps.map((_, at) => `in${at}`))
      expect(ran).toEqual([...new Set(ran)].sort())
      // The first that ends the stage decides; none runs after it.
      const decides = ({ act, failMode }: Step) =>
        act.startsWith('answer') || act.startsWith('refuse') || ((act.startsWith('throw') || act === 'hang') && failMode === 'closed')
      const at = inboundSteps.findIndex(decides)
      const decisive = inboundSteps[at]
      if (decisive === undefined) expect(result).toEqual({ value: undefined })
      else {
        expect(ran.at(-1)).toBe(`in${at}`)
        if (decisive.act.startsWith('answer')) expect(result).toMatchObject({ value: { status: 200 } })
        else expect('thrown' in result && result.thrown).toBeInstanceOf(decisive.act.startsWith('refuse') ? Refused : FilterFailed)
      }
      // Outbound runs all that want to, whatever the others do.
      ran.length = 0
      await settle(pipeline.runOutbound(exchange, answerOf(), undefined))
      const wanted = outboundSteps.flatMap(({ act }, index) => (act === 'skip' || act === 'unfit' ? [] : [`out${index}`]))
      expect(ran).toEqual(wanted)
    }),
    { numRuns: 300 },
  )
})
