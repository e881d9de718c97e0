/** The root of the mean squared error; NaN for no predictions. */
export function rmse(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < actual.length; at++) sum += ((predicted[at] as number) - (actual[at] as number)) ** 2
  return Math.sqrt(sum / actual.length)
}

/** The mean absolute error; NaN for no predictions. */
export function mae(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < actual.length; at++) sum += Math.abs((predicted[at] as number) - (actual[at] as number))
  return sum / actual.length
}

/**
 * NDCG@k of a ranking, best first, with gain 1 for what is relevant; the ideal has min(k, relevant) of it on top (Liang et al., "Variational
 * autoencoders for collaborative filtering", 2018). 0 where nothing is relevant.
 */
export function ndcgAt(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  let gain = 0
  for (let place = 0; place < Math.min(k, ranked.length); place++) if (relevant.has(ranked[place] as number)) gain += discount(place)
  let ideal = 0
  for (let place = 0; place < Math.min(k, relevant.size); place++) ideal += discount(place)
  return ideal > 0 ? gain / ideal : 0
}

/** Recall@k of a ranking, of the min(k, relevant) that could be there (Liang et al. 2018). 0 where nothing is relevant. */
export function recallAt(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  let found = 0
  for (let place = 0; place < Math.min(k, ranked.length); place++) if (relevant.has(ranked[place] as number)) found++
  const most = Math.min(k, relevant.size)
  return most > 0 ? found / most : 0
}

const discount = (place: number) => 1 / Math.log2(place + 2)
