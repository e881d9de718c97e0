import { fromHalves, toHalves } from './half-float.ts'
import type { Section } from './model-file.ts'
import type { ModelSections } from './model-sections.ts'
import { dequantizeRows, type QuantizedRows, quantizeRows } from './quantized-rows.ts'
import type { RbmModel } from './rbm.ts'

/** A machine as it is served: its weights in eight bits, a row for each level of each item; what having rated implies in half precision. */
export interface ServedRbm {
  readonly levels: Float64Array
  readonly weights: QuantizedRows
  readonly visibleBias: Float32Array
  readonly hiddenBias: Float32Array
  readonly implied: Uint16Array
}

/** The served form of a machine. */
export function servedRbmOf({ hidden, levels, weights, visibleBias, hiddenBias, implied }: RbmModel): ServedRbm {
  return { levels, weights: quantizeRows(weights, hidden), visibleBias, hiddenBias, implied: toHalves(implied) }
}

/** The machine that a served form stands for, in plain numbers. */
export function openedRbm({ levels, weights, visibleBias, hiddenBias, implied }: ServedRbm): RbmModel {
  const { columns: hidden } = weights
  return { hidden, levels, weights: dequantizeRows(weights), visibleBias, hiddenBias, implied: fromHalves(implied) }
}

/** The tables of a machine for a model file. */
export function rbmSections({ levels, weights, visibleBias, hiddenBias, implied }: ServedRbm): readonly Section[] {
  return [
    { name: 'rbm', data: Float64Array.of(weights.columns, levels.length), columns: 1 },
    { name: 'rbm-levels', data: levels, columns: 1 },
    { name: 'rbm-codes', data: weights.codes, columns: weights.stride },
    { name: 'rbm-scale', data: weights.scale, columns: 1 },
    { name: 'rbm-sum', data: weights.sum, columns: 1 },
    { name: 'rbm-visible', data: visibleBias, columns: levels.length },
    { name: 'rbm-hidden', data: hiddenBias, columns: 1 },
    { name: 'rbm-implied', data: implied, columns: weights.columns },
  ]
}

/** The machine of a file of so many items. Throws a `ModelFileError` where its tables do not fit each other. */
export function rbmFrom(sections: ModelSections, items: number): ServedRbm {
  const [hidden, levels] = sections.numbers('rbm', 2) as [number, number]
  return {
    levels: sections.table('rbm-levels', Float64Array, levels),
    weights: sections.quantized('rbm', items * levels, hidden),
    visibleBias: sections.table('rbm-visible', Float32Array, items * levels),
    hiddenBias: sections.table('rbm-hidden', Float32Array, hidden),
    implied: sections.table('rbm-implied', Uint16Array, items * hidden),
  }
}
