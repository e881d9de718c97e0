import { mostEaseItems } from '../../models/ease.ts'
import { likedFrom } from '../../models/match.ts'
import { Remedy } from '../start/remedy.ts'
import { createBars, type Screen } from './progress-bars.ts'
import { readHistories } from './read-histories.ts'
import { readRatings } from './read-ratings.ts'
import type { RecommendOptions } from './recommend-options.ts'
import { createStages } from './stages.ts'
import { trainRanker } from './train-ranker.ts'
import { createWorkerPool } from './worker-pool.ts'
import { refusePlace, writeWhole } from './write-whole.ts'

/** EASE and iALS learn side by side. */
const threads = 2

/**
 * Trains a ranker and writes a line for each member of the histories: `user<TAB>item item …`, best first, without what the member has rated. Throws
 * a remedy for files that cannot be read or written, and where nothing was liked.
 */
export async function recommend(options: RecommendOptions, screen: Screen): Promise<void> {
  refusePlace(options.out)
  const ratings = await readRatings(options.train)
  if (!ratings.value.some((value) => value >= likedFrom))
    throw new Remedy(`Cannot learn from '${options.train}': needs ratings of ${likedFrom} or more, found none of ${ratings.item.length}`)
  if ((options.model === 'marquee' || options.model === 'ease') && ratings.items.length > mostEaseItems)
    throw new Remedy(
      `Cannot recommend by ${options.model}: needs at most ${mostEaseItems} items, found ${ratings.items.length}. Use: --model ials`,
    )
  const { members, unknown } = await readHistories(options.histories, ratings.items)
  if (unknown > 0) screen.write(`${unknown} ratings of items that nobody rated in training are left out\n`)
  const pool = createWorkerPool(threads)
  try {
    const run = createStages({ pool, bars: createBars(screen), checkpoints: null })
    const rank = await trainRanker(ratings, options.model, options.seed, run)
    const lines = members.map((history) => {
      const ranked = Array.from(rank(history, options.k), (item) => ratings.items[item])
      return `${history.user}\t${ranked.join(' ')}\n`
    })
    writeWhole(options.out, new TextEncoder().encode(lines.join('')))
    screen.write(`${options.out}: ${members.length} members, up to ${options.k} of ${ratings.items.length} items by ${options.model}\n`)
  } finally {
    await pool.close()
  }
}
