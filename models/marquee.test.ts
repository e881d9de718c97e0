import { expect, test } from 'vitest'
import { easeDefaults, scoreEase, trainEase } from './ease.ts'
import { scoreIals, trainIals } from './ials.ts'
import { type MarqueeModel, marqueeEase, marqueeWeights, orderWithin, recommendMarquee, scoreMarquee, standardised } from './marquee.ts'
import { ndcgAt } from './metrics.ts'
import { popularityOf } from './popularity.ts'
import { splitStrongly } from './strong-split.ts'
import { createWorld } from './synthetic.ts'
import { topOf } from './top.ts'

const world = createWorld({ users: 600, items: 400, factors: 4, ratingsPerUser: 60, noise: 0.5, seed: 9 })
const { train, test: judged, items } = splitStrongly(world.ratings, { seed: 1, test: 120, validation: 60, leastLikes: 5 })
const popularity = popularityOf(train)
const ease = trainEase(train, { ...marqueeEase, penalty: 100 })
const ials = trainIals(train, { factors: 8, rounds: 6, missing: 0.1, penalty: 0.01, seed: 1 })
const model: MarqueeModel = { ease, ials, popularity, weights: marqueeWeights }
const none = new Uint32Array()

const ndcgOf = (rank: (member: (typeof judged)[number]) => Uint32Array) =>
  judged.reduce((sum, member) => sum + ndcgAt(100, rank(member), new Set(member.held)), 0) / judged.length

const ndcgByScores = (score: (liked: Uint32Array, scores: Float64Array) => void) => {
  const scores = new Float64Array(items.length)
  return ndcgOf(({ history }) => {
    score(history, scores)
    return topOf(scores, 100, history)
  })
}

/** What a perfect predictor of ratings would say: the truth that the world was drawn from, by number of item. */
function trueRatings({ id }: (typeof judged)[number]): Float64Array {
  const { ratings, itemBias, userFactors, itemFactors } = world
  const user = ratings.users.indexOf(id)
  return Float64Array.from(items, (itemId) => {
    const item = ratings.items.indexOf(itemId)
    let sum = itemBias[item] ?? 0
    for (let f = 0; f < 4; f++) sum += (userFactors[user * 4 + f] ?? 0) * (itemFactors[item * 4 + f] ?? 0)
    return sum
  })
}

const byPopularity = ndcgOf(({ history }) => topOf(popularity, 100, history))

test('models of likes rank for who was never seen, far better than popularity does; the blend beats EASE alone', () => {
  const plain = trainEase(train, { ...easeDefaults, penalty: 100 })
  const byEase = ndcgByScores((liked, scores) => scoreEase(plain, liked, scores))
  expect(byEase).toBeGreaterThan(1.1 * byPopularity)
  expect(ndcgByScores((liked, scores) => scoreIals(ials, liked, scores))).toBeGreaterThan(1.1 * byPopularity)
  expect(ndcgOf(({ history }) => recommendMarquee(model, history, 100, history))).toBeGreaterThan(1.02 * byEase)
})

test('ratings predicted without any error rank the catalog worse than popularity, and far worse than Marquee', () => {
  const byRating = ndcgOf((member) => topOf(trueRatings(member), 100, member.history))
  expect(byRating).toBeLessThan(0.9 * byPopularity)
  expect(byRating).toBeLessThan(0.75 * ndcgOf(({ history }) => recommendMarquee(model, history, 100, history)))
})

test('a predicted rating orders within what was retrieved, and brings nothing in', () => {
  const [member] = judged
  const history = member?.history ?? none
  const weighted = { ...model, weights: { ...marqueeWeights, rating: 50 } }
  // Whatever is worst by likes is what this predictor loves.
  const perverse = scoreMarquee(model, history).map((score) => -score)
  const retrieved = recommendMarquee(model, history, 200, history)
  const ordered = recommendMarquee(weighted, history, 200, history, perverse)
  expect([...ordered]).toEqual([...retrieved].reverse())
  expect([...recommendMarquee(weighted, history, 5, history, perverse)]).toEqual([...retrieved].reverse().slice(0, 5))
})

test('a rating of no weight, or none at all, changes nothing', () => {
  const history = judged[1]?.history ?? none
  const list = recommendMarquee({ ...model, weights: { ...marqueeWeights, rating: 0 } }, history, 50, history)
  const ratings = Float64Array.from(items, (_, item) => item)
  expect(recommendMarquee({ ...model, weights: { ...marqueeWeights, rating: 0 } }, history, 50, history, ratings)).toEqual(list)
  expect(recommendMarquee({ ...model, weights: { ...marqueeWeights, rating: 1 } }, history, 50, history)).toEqual(list)
  expect(recommendMarquee({ ...model, weights: { ...marqueeWeights, rating: 1 } }, history, 50, history, ratings)).not.toEqual(list)
})

test('ratings that are all the same keep the order; others move it', () => {
  const scores = Float64Array.of(3, 1, 2, 2)
  expect([...orderWithin(Uint32Array.of(0, 2, 3, 1), scores, new Float64Array(4).fill(4), 9)]).toEqual([0, 2, 3, 1])
  expect([...orderWithin(Uint32Array.of(0, 2, 3, 1), scores, Float64Array.of(1, 1, 1, 5), 9)]).toEqual([3, 0, 2, 1])
})

test('who likes nothing gets what is popular', () => {
  expect(recommendMarquee(model, none, 10, none)).toEqual(topOf(popularity, 10, none))
})

test('what nobody likes comes last, and only where the list is as long as the catalog', () => {
  const unloved = { ...model, popularity: popularity.map((likes, item) => (item === 7 ? 0 : likes)) }
  const list = recommendMarquee(unloved, Uint32Array.of(3), items.length + 10, Uint32Array.of(3))
  expect(list).toHaveLength(items.length - 1)
  expect(list.at(-1)).toBe(7)
})

test('standardised numbers are around 0 with deviation 1; what does not differ is 0', () => {
  expect([...standardised(Float64Array.of(1, 3))]).toEqual([-1, 1])
  expect([...standardised(Float64Array.of(0.1, 0.1, 0.1))]).toEqual([0, 0, 0])
  expect([...standardised(new Float64Array())]).toEqual([])
})
