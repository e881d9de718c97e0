import type { QuantizedRows } from './quantized-rows.ts'
import type { ServedFoldIn } from './served-fold-in.ts'
import type { ServedRbm } from './served-rbm.ts'

/** What is told apart by item in a rater. */
interface Parts {
  readonly fold: ServedFoldIn
  readonly rbm: ServedRbm
}

/**
 * The same models over some items alone, which get the numbers of their places: so much as one history and one question need can be opened for each
 * request, where all of it would be megabytes.
 */
export function partsOfItems({ fold, rbm }: Parts, items: readonly number[]): Parts {
  const levels = rbm.levels.length
  const visible = items.flatMap((item) => Array.from(rbm.levels, (_, level) => item * levels + level))
  return {
    fold: {
      ...fold,
      itemBias: Float32Array.from(items, (item) => fold.itemBias[item] as number),
      points: rowsAt(fold.points, items),
      implied: rowsAt(fold.implied, items),
    },
    rbm: {
      ...rbm,
      weights: rowsAt(rbm.weights, visible),
      visibleBias: Float32Array.from(visible, (at) => rbm.visibleBias[at] as number),
      implied: rowsAt(rbm.implied, items),
    },
  }
}

function rowsAt({ columns, stride, codes, scale, sum }: QuantizedRows, rows: readonly number[]): QuantizedRows {
  const chosen = new Int8Array(rows.length * stride)
  for (const [place, row] of rows.entries()) chosen.set(codes.subarray(row * stride, (row + 1) * stride), place * stride)
  return {
    ...{ rows: rows.length, columns, stride, codes: chosen },
    scale: Float32Array.from(rows, (row) => scale[row] as number),
    sum: Int32Array.from(rows, (row) => sum[row] as number),
  }
}
