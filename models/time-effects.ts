import { type Chance, drawPrecision, type NormalPrior } from './normal-prior.ts'
import type { Pairs } from './pairs.ts'
import type { Ratings } from './ratings.ts'

/** Something that ratings of the same kind share, such as the day they were given: a number for each kind, expected around 0. */
export interface TimeEffect {
  readonly name: string
  /** The kind of each rating and of each pair; -1 where the time is not known, and for pairs of a kind that no rating is of. */
  readonly ofRating: Int32Array
  readonly ofPair: Int32Array
  readonly value: Float64Array
  prior: NormalPrior
}

const daySeconds = 24 * 60 * 60
const seasonDays = 60

interface Moment {
  readonly user: number
  readonly item: number
  readonly day: number
  /** How many ratings the member gave on that day, in training. */
  readonly sameDay: number
}

/** What may differ with time: all ratings of a day; a member's, from day to day; an item's, from season to season, and with how many are rated at once. */
const kinds: Readonly<Record<string, (moment: Moment) => string>> = {
  day: ({ day }) => `${day}`,
  'member, day': ({ user, day }) => `${user} ${day}`,
  'item, season': ({ item, day }) => `${item} ${Math.floor(day / seasonDays)}`,
  'item, ratings that day': ({ item, sameDay }) => `${item} ${Math.floor(Math.log2(sameDay + 1))}`,
}

/**
 * The terms of time of a set of ratings (Koren, "Collaborative filtering with temporal dynamics", 2009: day, member's day, item's bin; and the frequency
 * of its section 5, Koren's "The BellKor solution to the Netflix Grand Prize", 2009). Only ratings and pairs
 * with a time have a part in them, and there are none where pairs have no times.
 */
export function timeEffects(ratings: Ratings, pairs: Pairs, { normal }: Chance): readonly TimeEffect[] {
  const { users, start, item, time } = ratings
  const { time: times } = pairs
  if (time === null || times === undefined) return []
  const first = time.reduce((least, at) => (at > 0 && at < least ? at : least), Number.POSITIVE_INFINITY)
  const dayOf = (at: number) => (at > 0 ? Math.floor((at - first) / daySeconds) : Number.NaN)
  const perDay = new Map<string, number>()
  for (let user = 0; user < users.length; user++)
    for (let at = start[user] as number; at < (start[user + 1] as number); at++) {
      const key = `${user} ${dayOf(time[at] as number)}`
      perDay.set(key, (perDay.get(key) ?? 0) + 1)
    }
  const moment = (user: number, item: number, at: number): Moment | undefined =>
    at > 0 ? { user, item, day: dayOf(at), sameDay: perDay.get(`${user} ${dayOf(at)}`) ?? 0 } : undefined
  const ofPairs = Array.from(pairs.user, (user, pair) => moment(user, pairs.item[pair] as number, times[pair] as number))
  return Object.entries(kinds).map(([name, keyOf]) => {
    const numbers = new Map<string, number>()
    const ofRating = new Int32Array(item.length)
    for (let user = 0; user < users.length; user++)
      for (let at = start[user] as number; at < (start[user + 1] as number); at++) {
        const own = moment(user, item[at] as number, time[at] as number)
        ofRating[at] = own === undefined ? -1 : numbered(numbers, keyOf(own))
      }
    const ofPair = Int32Array.from(ofPairs, (own) => (own === undefined ? -1 : (numbers.get(keyOf(own)) ?? -1)))
    const value = Float64Array.from({ length: numbers.size }, () => 0.15 * normal())
    return { name, ofRating, ofPair, value, prior: { mean: 0, precision: 1 / 0.15 ** 2 } }
  })
}

/** Draws each kind's number from its distribution given all others, and takes what it moved off the residuals; `precision` is that of each rating. */
export function drawEffect(effect: TimeEffect, precision: Float64Array, residual: Float32Array, { normal }: Chance): void {
  const { ofRating, value, prior } = effect
  const weight = new Float64Array(value.length)
  const pull = new Float64Array(value.length)
  for (let at = 0; at < ofRating.length; at++) {
    const kind = ofRating[at] as number
    if (kind < 0) continue
    weight[kind] = (weight[kind] as number) + (precision[at] as number)
    pull[kind] = (pull[kind] as number) + (precision[at] as number) * (residual[at] as number)
  }
  const moved = value.map((before, kind) => {
    const support = weight[kind] as number
    const total = support + prior.precision
    return ((pull[kind] as number) + support * before) / total + normal() / Math.sqrt(total) - before
  })
  for (let kind = 0; kind < value.length; kind++) value[kind] = (value[kind] as number) + (moved[kind] as number)
  takeOff(residual, ofRating, moved)
}

/** Draws how far kinds lie apart from what they are. */
export function drawEffectPrior(effect: TimeEffect, chance: Chance): void {
  if (effect.value.length > 0) effect.prior = drawPrecision(effect.value, chance)
}

/** Takes the number of each rating's kind off it. */
export function takeOff(residual: Float32Array, ofRating: Int32Array, values: Float64Array): void {
  for (let at = 0; at < residual.length; at++) {
    const kind = ofRating[at] as number
    if (kind >= 0) residual[at] = (residual[at] as number) - (values[kind] as number)
  }
}

function numbered(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
