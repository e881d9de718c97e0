import { type Estimate, evaluateOffPolicy, type LoggedSlot, type SlotPolicy } from '../../models/page/off-policy.ts'
import type { Exploration } from './read-explorations.ts'

/** Ways to fill a slot that the log itself can be asked about: all that they know is who competed, in the page's order, and with what chance. */
const fillings: Readonly<Record<string, SlotPolicy>> = {
  'as drawn': ({ candidates }) => candidates.map(({ propensity }) => propensity),
  'as the page had it': ({ candidates }) => only(candidates.length, 0),
  'the likeliest': ({ candidates }) => only(candidates.length, likeliest(candidates)),
  evenly: ({ candidates }) => new Array<number>(candidates.length).fill(1 / candidates.length),
}

/**
 * How many of the slots would be taken if they were filled otherwise, for each model that ranked them: a table, and one line of JSON. Slots whose seven
 * days are not over are left out.
 */
export function estimateFillings(explorations: readonly Exploration[]): string {
  const slots = explorations.filter(isOver)
  const told = `${explorations.length} slots, of which ${slots.length} are old enough to tell who took them`
  const models = [...new Set(slots.map(modelOf))].sort()
  const results = models.flatMap((model) => {
    const own = slots.filter((slot) => modelOf(slot) === model)
    return Object.entries(fillings).map(([filling, policy]) => ({ model, filling, slots: own.length, ...evaluateOffPolicy(own, policy) }))
  })
  const lines = results.map(({ model, filling, slots: count, selfNormalised, ips, effectiveSlots }) =>
    [
      ...[model.padEnd(20), `${count}`.padStart(7), filling.padEnd(18)],
      ...[shown(selfNormalised), shown(ips), effectiveSlots.toFixed(0).padStart(9)],
    ].join('  '),
  )
  const head = ['model'.padEnd(20), '  slots', 'filled'.padEnd(18), 'taken'.padEnd(17), 'by IPS'.padEnd(17), 'worth of'].join('  ')
  return [told, ...(lines.length === 0 ? [] : [head, ...lines]), JSON.stringify({ slots: explorations.length, results })].join('\n')
}

const isOver = (slot: Exploration): slot is Exploration & LoggedSlot => slot.taken !== null

/** A model's name goes on with the version of the catalog, which is another each day. */
const modelOf = ({ model }: Exploration): string => model.split('.')[0] as string

const only = (count: number, chosen: number) => Array.from({ length: count }, (_, at) => Number(at === chosen))

/** Ties go to the page's order. */
function likeliest(candidates: LoggedSlot['candidates']): number {
  const most = Math.max(...candidates.map(({ propensity }) => propensity))
  return candidates.findIndex(({ propensity }) => propensity === most)
}

function shown({ value, error }: Estimate): string {
  const percent = (of: number) => (Number.isNaN(of) ? '?' : `${(100 * of).toFixed(2)} %`)
  return `${percent(value).padStart(7)} ± ${percent(error).padEnd(7)}`
}
