import { type BlendModel, blend, fitBlend, type Predictions, type Support, scaleOf, supportOf, type Weight } from './blend.ts'
import { foldIn, ratingBy } from './fold-in.ts'
import type { HoldOut } from './hold-out.ts'
import { fitMatch, type Match } from './match.ts'
import type { Section } from './model-file.ts'
import type { ModelSections } from './model-sections.ts'
import { countsOf, type Pairs } from './pairs.ts'
import { type Ratings, transposed } from './ratings.ts'
import { createMachine, expectedLevel, levelsOf } from './rbm.ts'
import { foldInFrom, foldInSections, openedFoldIn, type ServedFoldIn } from './served-fold-in.ts'
import { partsOfItems } from './served-items.ts'
import { openedRbm, rbmFrom, rbmSections, type ServedRbm } from './served-rbm.ts'

/** The two models that place anybody by a history, as they are served. */
export interface ServedParts {
  readonly fold: ServedFoldIn
  readonly rbm: ServedRbm
}

/** What says how many stars a member would give: both models in a blend that knows how long the history is, and the curve of the match. */
export interface ServedRater extends ServedParts {
  /** Ratings of each item. */
  readonly support: Uint32Array
  readonly blend: BlendModel
  readonly match: Match
}

/** What somebody rated, by number of item. */
export interface History {
  readonly items: ArrayLike<number>
  readonly values: ArrayLike<number>
}

/** The blend's names, in the order of a file. */
const names = ['fold', 'rbm'] as const
const first: Readonly<Record<(typeof names)[number], number>> = { fold: 1, rbm: 0 }

/** Puts a rater together: its blend and its match are fitted on ratings that `held` models have not seen, which were trained on the rest. */
export function servedRaterOf(parts: ServedParts, ratings: Ratings, { rest, pairs, value }: HoldOut, held: ServedParts): ServedRater {
  const said = ratePairsByParts(held, rest, pairs)
  const support = supportOf(rest, pairs)
  const blended = fitBlend(said, support, value, first, scaleOf(ratings))
  return { ...parts, support: countsOf(transposed(ratings)), blend: blended, match: fitMatch(blend(blended, said, support), value) }
}

/** The stars that the members of some ratings, their histories folded in anew, are expected to give to items; -1 is an unknown member or item. */
export function ratePairsServed(rater: ServedRater, ratings: Ratings, pairs: Pairs): Float32Array {
  const lengths = countsOf(ratings)
  const support: Support = {
    user: Uint32Array.from(pairs.user, (user) => lengths[user] ?? 0),
    item: Uint32Array.from(pairs.item, (item) => rater.support[item] ?? 0),
  }
  return blend(rater.blend, ratePairsByParts(rater, ratings, pairs), support)
}

/** The stars that whoever has this history is expected to give to each of some items; -1 is an unknown item. Opens no more of the models than that takes. */
export function rateServed(rater: ServedRater, history: History, items: ArrayLike<number>): Float32Array {
  const needed = [...new Set([...Array.from(history.items), ...Array.from(items)])].filter((item) => item >= 0)
  const places = new Map(needed.map((item, place) => [item, place]))
  const placeOf = (item: number) => places.get(item) ?? -1
  const support: Support = {
    user: new Uint32Array(items.length).fill(history.items.length),
    item: Uint32Array.from(items, (item) => rater.support[item] ?? 0),
  }
  const rate = createRaters(partsOfItems(rater, needed))
  const said = rate({ items: Array.from(history.items, placeOf), values: history.values }, Array.from(items, placeOf))
  return blend(rater.blend, said, support)
}

/** The tables of a rater for a model file. */
export function raterSections(rater: ServedRater): readonly Section[] {
  const { weights, constant, support, scale } = rater.blend
  const numbers = [
    ...names.flatMap((name) => weights[name] as Weight),
    ...[...constant, support.user.mean, support.user.deviation, support.item.mean, support.item.deviation, ...scale],
    ...[rater.match.middle, rater.match.steepness],
  ]
  return [
    { name: 'rating', data: Float64Array.from(numbers), columns: 1 },
    { name: 'support', data: rater.support, columns: 1 },
    ...foldInSections(rater.fold),
    ...rbmSections(rater.rbm),
  ]
}

const numberCount = 3 * (names.length + 1) + 8

/** The rater of a model file of so many items. Throws a `ModelFileError` where its tables do not fit each other. */
export function raterFrom(sections: ModelSections, items: number): ServedRater {
  const numbers = sections.numbers('rating', numberCount)
  const weight = (at: number) => numbers.slice(3 * at, 3 * at + 3) as unknown as Weight
  const [userMean, userDeviation, itemMean, itemDeviation, lowest, highest, middle, steepness] = numbers.slice(3 * (names.length + 1)) as [
    ...[number, number, number, number, number, number, number, number],
  ]
  return {
    ...{ fold: foldInFrom(sections, items), rbm: rbmFrom(sections, items), support: sections.table('support', Uint32Array, items) },
    blend: {
      weights: Object.fromEntries(names.map((name, at) => [name, weight(at)])),
      constant: weight(names.length),
      support: { user: { mean: userMean, deviation: userDeviation }, item: { mean: itemMean, deviation: itemDeviation } },
      scale: [lowest, highest],
    },
    match: { middle, steepness },
  }
}

type Said = Readonly<Record<(typeof names)[number], Float32Array>> & Predictions

/** What each model says of pairs. */
function ratePairsByParts(parts: ServedParts, { users, start, item, value }: Ratings, { user, item: asked }: Pairs): Said {
  const said = { fold: new Float32Array(user.length), rbm: new Float32Array(user.length) }
  const rate = createRaters(parts)
  const places = Array.from({ length: users.length + 1 }, (): number[] => [])
  for (const [pair, number] of user.entries()) places[number < 0 ? users.length : number]?.push(pair)
  for (const [number, pairs] of places.entries()) {
    if (pairs.length === 0) continue
    const [from, to] = [start[number] as number, start[number + 1] ?? (start[number] as number)]
    const history = { items: item.subarray(from, to), values: value.subarray(from, to) }
    const own = rate(
      history,
      pairs.map((pair) => asked[pair] as number),
    )
    for (const [place, pair] of pairs.entries()) for (const name of names) said[name][pair] = own[name][place] as number
  }
  return said
}

/** Opens both models once, and says what each expects of items from a history. */
function createRaters(parts: ServedParts): (history: History, items: ArrayLike<number>) => Said {
  const [fold, rbm] = [openedFoldIn(parts.fold), openedRbm(parts.rbm)]
  const machine = createMachine(rbm, 0)
  return ({ items, values }, asked) => {
    const member = foldIn(fold, items, values)
    machine.show(Uint32Array.from(items), levelsOf(rbm.levels, Float32Array.from(values), 0, values.length))
    const byFold = Float32Array.from(asked, (item) => ratingBy(fold, member, item))
    // Of an item that nobody rated the machine knows nothing: it agrees.
    const byRbm = byFold.map((rating, at) => ((asked[at] as number) < 0 ? rating : expectedLevel(rbm, machine, asked[at] as number)))
    return { fold: byFold, rbm: byRbm }
  }
}
