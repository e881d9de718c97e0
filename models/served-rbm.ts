import type { Section } from './model-file.ts'
import { type ModelSections, quantizedSections } from './model-sections.ts'
import { dequantizeRows, type QuantizedRows, quantizeRows } from './quantized-rows.ts'
import type { RbmModel } from './rbm.ts'

/** A machine as it is served, in eight bits: its weights, a row for each level of each item, and what having rated implies. */
export interface ServedRbm {
  readonly levels: Float64Array
  readonly weights: QuantizedRows
  readonly visibleBias: Float32Array
  readonly hiddenBias: Float32Array
  readonly implied: QuantizedRows
}

/** The served form of a machine. */
export function servedRbmOf({ hidden, levels, weights, visibleBias, hiddenBias, implied }: RbmModel): ServedRbm {
  return { levels, weights: quantizeRows(weights, hidden), visibleBias, hiddenBias, implied: quantizeRows(implied, hidden) }
}

/** The machine that a served form stands for, in plain numbers. */
export function openedRbm({ levels, weights, visibleBias, hiddenBias, implied }: ServedRbm): RbmModel {
  const { columns: hidden } = weights
  return { hidden, levels, weights: dequantizeRows(weights), visibleBias, hiddenBias, implied: dequantizeRows(implied) }
}

/** The tables of a machine for a model file. */
export function rbmSections({ levels, weights, visibleBias, hiddenBias, implied }: ServedRbm): readonly Section[] {
  return [
    { name: 'rbm', data: Float64Array.of(weights.columns, levels.length), columns: 1 },
    { name: 'rbm-levels', data: levels, columns: 1 },
    ...quantizedSections('rbm', weights),
    { name: 'rbm-visible', data: visibleBias, columns: levels.length },
    { name: 'rbm-hidden', data: hiddenBias, columns: 1 },
    ...quantizedSections('rbm-imp', implied),
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
    implied: sections.quantized('rbm-imp', items, hidden),
  }
}
