import type { TitleSlice } from '../contracts/origin.ts'
import type { Outcome } from '../contracts/outcome.ts'
import type { Failure, List, ListDemand } from '../graph/index.ts'
import { unavailable } from './refusals.ts'

/**
 * Answers demands for lists of titles by one call: every range of every demand is one window. A demand for the length alone is an
 * empty window, since the length comes with any.
 */
export async function titleLists<demand extends ListDemand>(
  demands: readonly demand[],
  ask: (windows: readonly { demand: demand; offset: number; limit: number }[]) => Promise<Outcome<readonly TitleSlice[]>>,
): Promise<readonly (List | Failure)[]> {
  const windows = demands.flatMap((demand) => rangesOf(demand).map((range) => ({ demand, ...range })))
  const outcome = await ask(windows)
  if (!outcome.ok) return demands.map(() => unavailable(outcome.failure))
  let next = 0
  return demands.map((demand) => {
    const slices = rangesOf(demand).map(() => outcome.value[next++] as TitleSlice)
    return { length: slices[0]?.length ?? 0, slices: slices.map(({ offset, ids }) => ({ offset, values: ids })) }
  })
}

function rangesOf({ ranges }: ListDemand): ListDemand['ranges'] {
  return ranges.length > 0 ? ranges : [{ offset: 0, limit: 0 }]
}
