/** A slot whose title was drawn, as it was logged, and what came of it. */
export interface LoggedSlot {
  /** Slots of one page hang together: a member who is about to leave takes none of them. */
  readonly page: string
  /** All that might have stood there, with the chance that each had; the chances sum to 1. */
  readonly candidates: readonly { readonly title: number; readonly propensity: number }[]
  readonly chosen: number
  readonly taken: boolean
}

/** The chance that each candidate of a slot would have, in their order, by another way to fill slots. Sums to 1. */
export type SlotPolicy = (slot: LoggedSlot) => ArrayLike<number>

/** A share of slots whose title is taken, with a standard error. */
export interface Estimate {
  readonly value: number
  readonly error: number
}

export interface OffPolicyEstimates {
  /** Inverse propensity scores: right on average over all logs that might have been. */
  readonly ips: Estimate
  /** The same over the sum of the weights instead of their number: a little biased in short logs, and less scattered in all. */
  readonly selfNormalised: Estimate
  /** As many slots, logged by the policy itself, would tell as much (Kish, "Survey sampling", 1965). */
  readonly effectiveSlots: number
}

/** How far sums of chances may be from 1: they were written as decimals. */
const tolerance = 1e-6

/**
 * How often titles would be taken if `policy` filled the slots, from a log that another policy drew (Horvitz and Thompson, "A generalization of sampling
 * without replacement from a finite universe", 1952; Swaminathan and Joachims, "The self-normalized estimator for counterfactual learning", 2015). Slots
 * whose outcome is not known yet have to be left out by age, not by outcome. Errors let slots of one page hang together as they like. NaN for an empty
 * log. Throws a RangeError for chances that are none.
 */
export function evaluateOffPolicy(slots: readonly LoggedSlot[], policy: SlotPolicy): OffPolicyEstimates {
  const weights = Float64Array.from(slots, (slot) => weightOf(slot, policy))
  const taken = Float64Array.from(slots, (slot) => Number(slot.taken))
  const total = sumOf(weights)
  const won = sumOf(weights.map((weight, at) => weight * (taken[at] as number)))
  const [ips, normalised] = [won / slots.length, won / total]
  return {
    ips: {
      value: ips,
      error: clusteredError(
        slots,
        weights.map((weight, at) => (weight * (taken[at] as number) - ips) / slots.length),
      ),
    },
    selfNormalised: {
      value: normalised,
      error: clusteredError(
        slots,
        weights.map((weight, at) => (weight * ((taken[at] as number) - normalised)) / total),
      ),
    },
    effectiveSlots: total ** 2 / sumOf(weights.map((weight) => weight ** 2)),
  }
}

function weightOf(slot: LoggedSlot, policy: SlotPolicy): number {
  const { candidates, chosen } = slot
  const wanted = policy(slot)
  if (wanted.length !== candidates.length)
    throw new RangeError(`Cannot evaluate a policy: needs ${candidates.length} chances for a slot, found ${wanted.length}`)
  checkChances('the policy', wanted)
  checkChances(
    'the log',
    candidates.map(({ propensity }) => propensity),
  )
  const at = candidates.findIndex(({ title }) => title === chosen)
  const propensity = candidates[at]?.propensity
  if (propensity === undefined || propensity === 0) throw new RangeError(`Cannot evaluate a policy: '${chosen}' was drawn without a chance`)
  return (wanted[at] as number) / propensity
}

function checkChances(whose: string, chances: ArrayLike<number>): void {
  let sum = 0
  for (let at = 0; at < chances.length; at++) {
    if (!((chances[at] as number) >= 0)) throw new RangeError(`Cannot evaluate a policy: ${whose} has the chance ${chances[at]}`)
    sum += chances[at] as number
  }
  if (!(Math.abs(sum - 1) <= tolerance)) throw new RangeError(`Cannot evaluate a policy: ${whose} has chances that sum to ${sum}`)
}

/** The error of a sum of parts that hang together within a page, and not beyond (Liang and Zeger, 1986). NaN for fewer than two pages. */
function clusteredError(slots: readonly LoggedSlot[], parts: Float64Array): number {
  const byPage = new Map<string, number>()
  for (const [at, { page }] of slots.entries()) byPage.set(page, (byPage.get(page) ?? 0) + (parts[at] as number))
  const pages = byPage.size
  if (pages < 2) return Number.NaN
  let squares = 0
  for (const part of byPage.values()) squares += part ** 2
  return Math.sqrt((squares * pages) / (pages - 1))
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
