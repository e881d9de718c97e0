import { expect, test } from 'vitest'
import { drawAll, drawAllPriors, firstDraw, trainBayesian, worldOf } from './bayesian-svdpp.ts'
import { biasOf, trainBias } from './bias.ts'
import type { Draw } from './gibbs-chain.ts'
import { holdOut } from './hold-out.ts'
import { rmse } from './metrics.ts'
import type { Chance } from './normal-prior.ts'
import { createNormal, createRandom } from './random.ts'
import { type Ratings, ratingsFrom } from './ratings.ts'
import { createWorld } from './synthetic.ts'
import { timeEffects } from './time-effects.ts'

const chanceOf = (seed: number): Chance => {
  const random = createRandom(seed)
  return { random, normal: createNormal(random) }
}

const wide = { burnIn: 30, seed: 1, scale: [-20, 20] } as const

/** What a draw expects of a rating, put together from its parts. */
function expected(draw: Draw, ratings: Ratings, user: number, at: number): number {
  const item = ratings.item[at] ?? 0
  let sum = draw.mean + (draw.members.value[user] ?? 0) + (draw.items.value[item] ?? 0)
  for (const { ofRating, value } of draw.effects) sum += value[ofRating[at] ?? -1] ?? 0
  for (const [f, member] of draw.memberSides.entries()) {
    const side = draw.itemSides[f]
    let [x, y] = [member.own[user] ?? 0, side?.own[item] ?? 0]
    const [from, to] = [ratings.start[user] ?? 0, ratings.start[user + 1] ?? 0]
    for (let other = from; other < to; other++) x += (member.implied[ratings.item[other] ?? 0] ?? 0) / Math.sqrt(to - from)
    const raters = ratings.users.map((_, rater) => rater).filter((rater) => rowOf(ratings, rater).includes(item))
    for (const rater of raters) y += (side?.implied[rater] ?? 0) / Math.sqrt(raters.length)
    sum += x * y
  }
  return sum
}

const rowOf = ({ start, item }: Ratings, user: number) => item.subarray(start[user], start[user + 1])

test('after each sweep the residuals are what the draw leaves unexplained, terms of time included', () => {
  const { ratings } = createWorld({ users: 15, items: 12, factors: 1, ratingsPerUser: 6, noise: 0.5, seed: 1 })
  const chance = chanceOf(1)
  const effects = timeEffects(ratings, { user: new Int32Array(0), item: new Int32Array(0), time: new Float64Array(0) }, chance)
  const world = worldOf(ratings)
  const draw = firstDraw(world, 3, effects, chance)
  for (let sweep = 0; sweep < 4; sweep++) {
    for (let user = 0; user < ratings.users.length; user++)
      for (let at = ratings.start[user] ?? 0; at < (ratings.start[user + 1] ?? 0); at++)
        expect(draw.residual[at]).toBeCloseTo((ratings.value[at] ?? 0) - expected(draw, ratings, user, at), 4)
    drawAllPriors(ratings, draw, chance)
    drawAll(world, draw, chance)
  }
})

test('recovers a world of known factors: what is left is little more than its noise', () => {
  const world = createWorld({ users: 300, items: 120, factors: 2, ratingsPerUser: 50, noise: 0.3, seed: 2, stars: false })
  const { rest, pairs, value } = holdOut(world.ratings, 0.1, 1)
  const { predictions } = trainBayesian(rest, pairs, { ...wide, factors: 4, sweeps: 80 })
  const bias = trainBias(rest)
  const biased = Float64Array.from(pairs.user, (user, at) => biasOf(bias, user, pairs.item[at] ?? -1))
  expect(rmse(predictions, value)).toBeLessThan(0.36)
  expect(rmse(biased, value)).toBeGreaterThan(0.8)
})

test('knows who rates carelessly: the exactness of members is recovered', () => {
  const normal = createNormal(createRandom(9))
  const ratings = ratingsFrom(
    Array.from({ length: 6000 }, (_, at) => {
      const user = at % 100
      return { user: `${user}`, item: `${Math.floor(at / 100)}`, value: 3 + (user < 50 ? 0.2 : 1) * normal() }
    }),
  )
  const chance = chanceOf(3)
  const world = worldOf(ratings)
  const draw = firstDraw(world, 1, [], chance)
  for (let sweep = 0; sweep < 40; sweep++) {
    drawAllPriors(ratings, draw, chance)
    drawAll(world, draw, chance)
  }
  const careful = ratings.users.map((id, user) => ({ careful: Number(id) < 50, exactness: draw.noise.member[user] ?? 0 }))
  const least = Math.min(...careful.filter(({ careful }) => careful).map(({ exactness }) => exactness))
  const most = Math.max(...careful.filter(({ careful }) => !careful).map(({ exactness }) => exactness))
  expect(least).toBeGreaterThan(3 * most)
})

test('terms of time find the days on which everybody was in a better mood, where it is known when pairs are to be rated', () => {
  const random = createRandom(4)
  const normal = createNormal(random)
  const day = 24 * 60 * 60
  const events = Array.from({ length: 8000 }, (_, at) => {
    const [user, item, date] = [at % 80, Math.floor(at / 80), Math.floor(20 * random())]
    return { user: `${user}`, item: `${item}`, value: 3 + (date % 2 === 0 ? 0.5 : -0.5) + 0.2 * normal(), time: 1e9 + date * day }
  })
  const { rest, pairs, value, time } = holdOut(ratingsFrom(events), 0.1, 1)
  const options = { ...wide, factors: 1, sweeps: 60 }
  expect(rmse(trainBayesian(rest, { ...pairs, time }, options).predictions, value)).toBeLessThan(0.23)
  expect(rmse(trainBayesian(rest, pairs, options).predictions, value)).toBeGreaterThan(0.45)
})

test('the same seed draws the same predictions, another one others', () => {
  const { ratings } = createWorld({ users: 30, items: 25, factors: 1, ratingsPerUser: 8, noise: 0.5, seed: 5 })
  const pairs = { user: Int32Array.of(0, 1, 2), item: Int32Array.of(2, 1, 0) }
  const options = { ...wide, burnIn: 2, factors: 2, sweeps: 5 }
  const first = trainBayesian(ratings, pairs, options)
  expect(trainBayesian(ratings, pairs, options)).toEqual(first)
  expect(trainBayesian(ratings, pairs, { ...options, seed: 2 }).predictions).not.toEqual(first.predictions)
})

test('unknown members and items are as the priors expect, and nobody is expected to leave the scale', () => {
  const { ratings } = createWorld({ users: 60, items: 40, factors: 1, ratingsPerUser: 20, noise: 0.5, seed: 6 })
  const pairs = { user: Int32Array.of(-1, -1, 0), item: Int32Array.of(-1, 0, -1) }
  const { predictions } = trainBayesian(ratings, pairs, { factors: 2, sweeps: 40, burnIn: 20, seed: 1, scale: [1, 5] })
  for (const rating of predictions) {
    expect(rating).toBeGreaterThan(2)
    expect(rating).toBeLessThan(5)
  }
})

test('one rating alone is enough to train on', () => {
  const ratings = ratingsFrom([{ user: 'a', item: 'x', value: 4 }])
  const { predictions } = trainBayesian(ratings, { user: Int32Array.of(0), item: Int32Array.of(0) }, { ...wide, factors: 2, sweeps: 40 })
  expect(predictions[0]).toBeGreaterThan(0)
})
