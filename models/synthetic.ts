import { createNormal, createRandom, type Random } from './random.ts'
import { type RatingEvent, type Ratings, ratingsFrom } from './ratings.ts'

/** How large a world is drawn, and how clearly its ratings speak. */
export interface SyntheticOptions {
  readonly users: number
  readonly items: number
  readonly factors: number
  readonly ratingsPerUser: number
  /** Deviation of what no factor explains, in stars. */
  readonly noise: number
  readonly seed: number
  /** Ratings are whole stars from 1 to 5 unless this is false: then they are not rounded, nor clamped. */
  readonly stars?: boolean
}

/** A world whose truth is known: rating = mean + bu + bi + p·q + noise, with the members' factors by row of `factors` numbers. */
export interface SyntheticWorld {
  readonly ratings: Ratings
  readonly mean: number
  /** By number of `ratings.users` and `ratings.items`. */
  readonly userBias: Float64Array
  readonly itemBias: Float64Array
  readonly userFactors: Float64Array
  readonly itemFactors: Float64Array
}

/** Draws a world from its seed. Some items are rated far more often than others, and members rate more often what they like. */
export function createWorld(options: SyntheticOptions): SyntheticWorld {
  const { users, items, factors, noise, stars = true } = options
  const random = createRandom(options.seed, 'synthetic')
  const normal = createNormal(random)
  const draw = (count: number, deviation: number) => Float64Array.from({ length: count }, () => deviation * normal())
  const mean = 3.4
  const userBias = draw(users, 0.3)
  const itemBias = draw(items, 0.4)
  const userFactors = draw(users * factors, 1)
  // The factors together move a rating by about 0.8 stars.
  const itemFactors = draw(items * factors, 0.8 / Math.sqrt(factors))
  const popularity = Float64Array.from({ length: items }, () => (1 - random()) ** -0.6)

  const affinity = (user: number, item: number) => {
    let sum = 0
    for (let f = 0; f < factors; f++) sum += (userFactors[user * factors + f] as number) * (itemFactors[item * factors + f] as number)
    return sum
  }
  const events: RatingEvent[] = []
  for (let user = 0; user < users; user++) {
    const weights = popularity.map((weight, item) => weight * Math.exp(0.5 * affinity(user, item)))
    for (const item of drawDistinct(weights, Math.min(options.ratingsPerUser, items), random)) {
      const exact = mean + (userBias[user] as number) + (itemBias[item] as number) + affinity(user, item) + noise * normal()
      const value = stars ? Math.min(5, Math.max(1, Math.round(exact))) : exact
      events.push({ user: String(user + 1), item: String(item + 1), value, time: 1_700_000_000 + events.length })
    }
  }
  return trimmed(ratingsFrom(events), { mean, userBias, itemBias, userFactors, itemFactors }, factors)
}

/** Items that nobody rated are in no set of ratings: the truth about them goes too, so that numbers agree. */
function trimmed(ratings: Ratings, truth: Omit<SyntheticWorld, 'ratings'>, factors: number): SyntheticWorld {
  const kept = ratings.items.map((id) => Number(id) - 1)
  return {
    ...truth,
    ratings,
    itemBias: Float64Array.from(kept, (item) => truth.itemBias[item] as number),
    itemFactors: Float64Array.from({ length: kept.length * factors }, (_, at) => {
      const item = kept[Math.floor(at / factors)] as number
      return truth.itemFactors[item * factors + (at % factors)] as number
    }),
  }
}

/** Draws up to `count` different places, the heavier the likelier (Efraimidis and Spirakis, 2006). */
function drawDistinct(weights: Float64Array, count: number, random: Random): number[] {
  const keyed = Array.from(weights, (weight, place) => ({ place, key: random() ** (1 / weight) }))
  keyed.sort((one, other) => other.key - one.key)
  return keyed.slice(0, count).map(({ place }) => place)
}
