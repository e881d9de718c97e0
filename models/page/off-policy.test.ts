import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, type Random } from '../random.ts'
import { evaluateOffPolicy, type LoggedSlot, type SlotPolicy } from './off-policy.ts'

/** How often each title is taken where it is shown, by a member in the mood of this page. */
const takenShare = [0.3, 0.1, 0.05, 0.2, 0.02]
/** As slots are logged: half of each draw even, half by what was thought likely, which was wrong. */
const propensities = [0.34, 0.26, 0.18, 0.12, 0.1]
/** Would nearly always show a title that the log seldom shows. */
const better: SlotPolicy = () => [0, 0, 0, 0.9, 0.1]
const truth = 0.9 * 0.2 + 0.1 * 0.02

/** A log of pages with three slots each; `moods`: whether a page's slots hang together. */
function logged(pages: number, random: Random, moods: boolean): readonly LoggedSlot[] {
  return Array.from({ length: pages }, (_, page) => {
    // Half of the members take nothing, the others twice as much: on average the same.
    const mood = moods ? 2 * Number(random() < 0.5) : 1
    return Array.from({ length: 3 }, () => {
      const chosen = drawn(propensities, random)
      const candidates = propensities.map((propensity, title) => ({ title, propensity }))
      return { page: `p${page}`, candidates, chosen, taken: random() < mood * (takenShare[chosen] ?? 0) }
    })
  }).flat()
}

function drawn(chances: readonly number[], random: Random): number {
  let left = random()
  return Math.max(
    0,
    chances.findIndex((chance) => (left -= chance) < 0),
  )
}

test.each([false, true])(
  'over many logs the estimate is right on average, and its error covers the truth as often as it says; moods of pages: %s',
  (moods) => {
    const random = createRandom(5, `off-policy-${moods}`)
    const runs = Array.from({ length: 600 }, () => evaluateOffPolicy(logged(150, random, moods), better))
    for (const name of ['ips', 'selfNormalised'] as const) {
      const values = runs.map((run) => run[name].value)
      const mean = values.reduce((sum, value) => sum + value, 0) / runs.length
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs.length - 1))
      // Four standard errors of a mean of so many runs; the bias of the self-normalised is far below.
      expect(Math.abs(mean - truth)).toBeLessThan((4 * deviation) / Math.sqrt(runs.length))
      const covered = runs.filter((run) => Math.abs(run[name].value - truth) <= 1.96 * run[name].error).length / runs.length
      expect(covered).toBeGreaterThan(0.92)
      expect(covered).toBeLessThan(0.98)
    }
  },
)

test('the mean of what was taken says something else: it is of the policy that drew', () => {
  const slots = logged(20_000, createRandom(6, 'naive'), false)
  const naive = slots.filter(({ taken }) => taken).length / slots.length
  expect(Math.abs(naive - truth)).toBeGreaterThan(0.012)
  expect(evaluateOffPolicy(slots, better).ips.value).toBeCloseTo(truth, 2)
})

test('of the policy that drew, both estimates are the share that was taken, and every slot counts', () => {
  const slots = logged(50, createRandom(7, 'own'), true)
  const share = slots.filter(({ taken }) => taken).length / slots.length
  const { ips, selfNormalised, effectiveSlots } = evaluateOffPolicy(slots, ({ candidates }) =>
    candidates.map(({ propensity }) => propensity),
  )
  expect(ips.value).toBeCloseTo(share, 12)
  expect(selfNormalised.value).toBeCloseTo(share, 12)
  expect(effectiveSlots).toBeCloseTo(slots.length, 9)
})

test('the self-normalised estimate is a share, and 1 where everything is taken; no more slots count than there are', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 2, max: 30 }), fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }), (seed, pages, odds) => {
      const total = odds.reduce((sum, one) => sum + one, 0)
      fc.pre(total > 0)
      const policy: SlotPolicy = () => odds.map((one) => one / total)
      const slots = logged(pages, createRandom(seed, 'share'), true)
      const { selfNormalised, effectiveSlots } = evaluateOffPolicy(slots, policy)
      fc.pre(!Number.isNaN(selfNormalised.value))
      expect(selfNormalised.value).toBeGreaterThanOrEqual(0)
      expect(selfNormalised.value).toBeLessThanOrEqual(1 + 1e-12)
      expect(effectiveSlots).toBeLessThanOrEqual(slots.length * (1 + 1e-12))
      const allTaken = evaluateOffPolicy(
        slots.map((slot) => ({ ...slot, taken: true })),
        policy,
      ).selfNormalised
      expect(allTaken.value).toBeCloseTo(1, 12)
      expect(allTaken.error).toBeCloseTo(0, 12)
    }),
  )
})

test('an empty log and one page say nothing of the error', () => {
  expect(evaluateOffPolicy([], better).ips.value).toBeNaN()
  expect(evaluateOffPolicy(logged(1, createRandom(1, 'one'), false), better).ips.error).toBeNaN()
})

const slot: LoggedSlot = {
  page: 'p',
  candidates: [
    { title: 1, propensity: 0.5 },
    { title: 2, propensity: 0.5 },
  ],
  chosen: 1,
  taken: true,
}
test.each([
  {
    name: 'a title that was drawn and is no candidate',
    slots: [{ ...slot, chosen: 9 }],
    policy: [0.5, 0.5],
    says: /'9' was drawn without a chance/,
  },
  {
    name: 'a title that was drawn with a chance of 0',
    slots: [
      {
        ...slot,
        candidates: [
          { title: 1, propensity: 0 },
          { title: 2, propensity: 1 },
        ],
      },
    ],
    policy: [0.5, 0.5],
    says: /'1' was drawn without a chance/,
  },
  {
    name: 'a log without all that might have stood there',
    slots: [{ ...slot, candidates: [{ title: 1, propensity: 0.5 }] }],
    policy: [1],
    says: /the log has chances that sum to 0.5/,
  },
  { name: 'a policy that does not sum to 1', slots: [slot], policy: [0.5, 0.6], says: /the policy has chances that sum to 1.1/ },
  { name: 'a policy for other candidates', slots: [slot], policy: [1], says: /needs 2 chances for a slot, found 1/ },
  { name: 'a negative chance', slots: [slot], policy: [1.5, -0.5], says: /the policy has the chance -0.5/ },
])('$name is refused', ({ slots, policy, says }) => {
  expect(() => evaluateOffPolicy(slots, () => policy)).toThrow(says)
})
