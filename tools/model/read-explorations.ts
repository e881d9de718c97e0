import type { ExplorationRecord } from '../../contracts/ranking-rules.ts'
import { type OpsClient, recordOf } from '../filter/ops-client.ts'
import { Remedy } from '../start/remedy.ts'

/** What was tried, as operators read it. */
export type Exploration = Omit<ExplorationRecord, 'at'>

/** So many slots are asked for at once: what an answer has at most. */
const atOnce = 500

/** All that a running Marquee tried and still keeps. Throws an `OpsRefusal` for what it refuses, a remedy for answers that are none of Marquee's. */
export async function readExplorations(marquee: OpsClient): Promise<readonly Exploration[]> {
  const read: Exploration[] = []
  let cursor: string | undefined
  do {
    const { body } = await marquee.call('GET', '/ops/ranking/explorations', { search: { cursor, limit: String(atOnce) } })
    const next = body.next
    if (!Array.isArray(body.explorations) || !body.explorations.every(isExploration) || !(next === null || typeof next === 'string'))
      throw new Remedy('Cannot read what was tried: who was asked does not answer as Marquee does')
    // Nobody is kept waiting for what comes again and again.
    if (next === cursor) throw new Remedy(`Cannot read what was tried: the answer from '${cursor}' on does not go on`)
    read.push(...body.explorations)
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return read
}

function isExploration(value: unknown): value is Exploration {
  const { page, model, candidates, chosen, taken } = recordOf(value)
  const isCandidate = (one: unknown) => Number.isInteger(recordOf(one).title) && typeof recordOf(one).propensity === 'number'
  return (
    [page, model].every((text) => typeof text === 'string') &&
    Array.isArray(candidates) &&
    candidates.every(isCandidate) &&
    Number.isInteger(chosen) &&
    (taken === null || typeof taken === 'boolean')
  )
}
