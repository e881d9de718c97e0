import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { easeDefaults } from '../../models/ease.ts'
import { likesOfRows } from '../../models/likes.ts'
import { popularityOf } from '../../models/popularity.ts'
import { splitStrongly, trainingRatings } from '../../models/strong-split.ts'
import { svdppDefaults } from '../../models/svdpp.ts'
import { projectRoot } from '../wrangler.ts'
import { readRatings } from './read-ratings.ts'
import { judge, meanOfJudged, popularityRows, rankBy } from './top-n-judge.ts'
import { tryEase, tryRater } from './top-n-trials.ts'

const file = join(projectRoot, '../shared/data/ml-100k/u.data')

test.skipIf(!existsSync(file))(
  'of MovieLens 100K, predicted ratings rank worse than popularity, and EASE far better (skipped: needs the data set, which may not be passed on)',
  async () => {
    const ratings = await readRatings(file)
    const split = splitStrongly(ratings, { seed: 1, test: 150, validation: 10, leastLikes: 5 })
    const { test: members, items, train } = split
    const histories = likesOfRows(
      members.map(({ history }) => history),
      items.length,
    )
    const stars = Float32Array.from(members.flatMap((member) => [...member.stars]))
    const reached = (rows: Float32Array) => meanOfJudged(judge(members, rankBy(rows, items.length)).ndcg)
    const byPopularity = reached(popularityRows(popularityOf(train), members.length))
    const options = { ...svdppDefaults, factors: 16, epochs: 15 }
    expect(reached(tryRater(trainingRatings(ratings, split), options, histories, stars))).toBeLessThan(0.6 * byPopularity)
    expect(reached(tryEase(train, { ...easeDefaults, penalty: 300 }, histories))).toBeGreaterThan(1.5 * byPopularity)
  },
)
