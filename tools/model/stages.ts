import type { Checkpoints } from './checkpoints.ts'
import type { Bars } from './progress-bars.ts'
import type { Work, WorkerPool } from './worker-pool.ts'

/**
 * Does one stage of a training: an exported function of a module, in a thread, under a name that is its checkpoint's. What was done before is read
 * instead. A result follows from the arguments alone, so that it does not matter which stage runs when.
 */
export type RunStage = <args extends unknown[], result>(
  stage: string,
  module: URL,
  work: Work<args, result>,
  args: [...args],
) => Promise<result>

/** What stages need around them. */
export interface StagesWorld {
  readonly pool: WorkerPool
  readonly bars: Bars
  /** Null where a training is not worth keeping. */
  readonly checkpoints: Checkpoints | null
}

/** Makes the function that does the stages of one training. */
export function createStages({ pool, bars, checkpoints }: StagesWorld): RunStage {
  return async <args extends unknown[], result>(stage: string, module: URL, work: Work<args, result>, args: [...args]) => {
    const bar = bars.add(stage)
    const kept = checkpoints?.read(stage)
    if (kept !== undefined) {
      bar.finish('kept')
      return kept.result as result
    }
    const result = await pool.call(module, work, args, bar.tell)
    checkpoints?.write(stage, result)
    bar.finish('done')
    return result
  }
}
