/** A row that asks for a place: what may stand in it, in order, all of it. */
export interface RowOffer {
  readonly key: string
  readonly fixed: boolean
  readonly dedupe: boolean
  /** Positions, the first to be shown first. */
  readonly titles: Int32Array
}

export interface RowLimits {
  readonly maxRows: number
  readonly maxTitles: number
  /** Rows that are not fixed need at least so many; fixed ones need one. */
  readonly minTitles: number
}

export interface ChosenRow {
  readonly key: string
  readonly titles: readonly number[]
}

/** A member looks at the next title of a row with this chance, so the first titles decide what a row is worth. */
const lookOn = 0.85

/**
 * Chooses and orders the rows stage by stage: each free place goes to the row that gains most, given what stands above it. The gain is
 * the sum over the columns of the chance that the column is looked at times the chance that its title is watched, where titles shown
 * above count nothing. A fixed row stands at its place among the offers, counted without those that have nothing to show, and room for it
 * is kept. Ties go to the earlier offer.
 */
export function chooseRows(offers: readonly RowOffer[], probabilities: Float32Array, limits: RowLimits): ChosenRow[] {
  const weights = Float64Array.from({ length: limits.maxTitles }, (_, column) => lookOn ** column)
  const shown = new Uint8Array(probabilities.length)
  const free = new Set<RowOffer>()
  const fixed: { offer: RowOffer; place: number }[] = []
  for (const offer of offers) {
    if (offer.titles.length < (offer.fixed ? 1 : Math.max(1, limits.minTitles))) continue
    if (offer.fixed) fixed.push({ offer, place: free.size + fixed.length })
    else free.add(offer)
  }

  const rows: ChosenRow[] = []
  const show = (offer: RowOffer) => {
    const titles = fill(offer, shown, limits.maxTitles)
    if (titles.length === 0) return
    for (const position of titles) shown[position] = 1
    rows.push({ key: offer.key, titles })
  }
  while (rows.length < limits.maxRows) {
    const next = fixed[0]
    const mustFix = next !== undefined && (next.place <= rows.length || limits.maxRows - rows.length <= fixed.length)
    const best = mustFix ? undefined : bestOffer(free, shown, probabilities, weights, limits)
    if (best !== undefined) {
      free.delete(best)
      show(best)
    } else if (next !== undefined) {
      fixed.shift()
      show(next.offer)
    } else break
  }
  return rows
}

function bestOffer(free: Set<RowOffer>, shown: Uint8Array, probabilities: Float32Array, weights: Float64Array, limits: RowLimits) {
  let best: RowOffer | undefined
  let most = -1
  for (const offer of free) {
    let gain = 0
    let column = 0
    for (const position of offer.titles) {
      if (column === limits.maxTitles) break
      const isShown = shown[position] === 1
      if (isShown && offer.dedupe) continue
      if (!isShown) gain += (weights[column] ?? 0) * (probabilities[position] ?? 0)
      column++
    }
    // Rows only lose titles to the rows above, so one that is too short now stays too short.
    if (column < limits.minTitles) free.delete(offer)
    else if (gain > most) {
      most = gain
      best = offer
    }
  }
  return best
}

function fill(offer: RowOffer, shown: Uint8Array, maxTitles: number): number[] {
  const titles: number[] = []
  for (const position of offer.titles) {
    if (titles.length === maxTitles) break
    if (!offer.dedupe || shown[position] === 0) titles.push(position)
  }
  return titles
}
