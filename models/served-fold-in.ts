import type { FoldInModel } from './fold-in.ts'
import type { Section } from './model-file.ts'
import { type ModelSections, quantizedSections } from './model-sections.ts'
import { dequantizeRows, type QuantizedRows, quantizeRows } from './quantized-rows.ts'

/** A fold-in model as it is served: where items stand, and what they imply, in eight bits. */
export interface ServedFoldIn {
  readonly mean: number
  readonly bias: FoldInModel['bias']
  readonly itemBias: Float32Array
  readonly points: QuantizedRows
  /** Rows of `points.columns`. */
  readonly implied: QuantizedRows
  /** Three rows: the prior's mean, its penalty, the variance; by factor. */
  readonly prior: Float64Array
}

/** The served form of a model. */
export function servedFoldInOf({ factors, mean, bias, itemBias, itemFactors, impliedFactors, prior, variance }: FoldInModel): ServedFoldIn {
  return {
    ...{ mean, bias, itemBias },
    points: quantizeRows(itemFactors, factors),
    implied: quantizeRows(impliedFactors, factors),
    prior: Float64Array.of(...prior.mean, ...prior.penalty, ...variance),
  }
}

/** The model that a served form stands for, in plain numbers: what of the quality is lost on the way shows in its predictions. */
export function openedFoldIn({ mean, bias, itemBias, points, implied, prior }: ServedFoldIn): FoldInModel {
  const { columns: factors } = points
  return {
    ...{ factors, mean, bias, itemBias },
    itemFactors: dequantizeRows(points),
    impliedFactors: dequantizeRows(implied),
    prior: { mean: prior.slice(0, factors), penalty: prior.slice(factors, 2 * factors) },
    variance: prior.slice(2 * factors),
  }
}

/** The tables of a fold-in model for a model file. */
export function foldInSections({ mean, bias, itemBias, points, implied, prior }: ServedFoldIn): readonly Section[] {
  return [
    { name: 'fold', data: Float64Array.of(points.columns, mean, bias.mean, bias.penalty), columns: 1 },
    { name: 'fold-bias', data: itemBias, columns: 1 },
    ...quantizedSections('fold', points),
    ...quantizedSections('fold-imp', implied),
    { name: 'fold-prior', data: prior, columns: points.columns },
  ]
}

/** The fold-in model of a file of so many items. Throws a `ModelFileError` where its tables do not fit each other. */
export function foldInFrom(sections: ModelSections, items: number): ServedFoldIn {
  const [factors, mean, biasMean, biasPenalty] = sections.numbers('fold', 4) as [number, number, number, number]
  return {
    ...{ mean, bias: { mean: biasMean, penalty: biasPenalty } },
    itemBias: sections.table('fold-bias', Float32Array, items),
    points: sections.quantized('fold', items, factors),
    implied: sections.quantized('fold-imp', items, factors),
    prior: sections.table('fold-prior', Float64Array, 3 * factors),
  }
}
