import { ModelFileError } from '../../../models/model-file.ts'
import { areSummable } from '../../../models/quantized-rows.ts'
import { openTrainedModel, type TrainedModel } from '../../../models/trained-model.ts'
import { chanceCurve } from '../chance-curve.ts'
import { createHeldOrder, type HeldOrder } from './held-order.ts'
import { createHeldRanker, type HeldRanker } from './held-ranker.ts'
import { createHeldRater, type HeldRater } from './held-rater.ts'
import { createHeldRows, type HeldRows, type RowFilms } from './held-rows.ts'
import type { KernelFunctions } from './kernel-functions.ts'
import type { MakeMemory } from './kernel-memory.ts'
import { fileAddress, memoryLayout } from './memory-layout.ts'

/** Holds models and rows, and computes with them. */
export interface Kernel {
  /**
   * Copies the file of a model into memory of its own, which nothing else uses and which never grows: views on it stay good. It goes when the model
   * does. Throws a `ModelFileError` for a file that is no whole model.
   */
  hold(file: Uint8Array): HeldModel
  /** Copies rows into memory of their own, which goes when they do. */
  holdRows(rows: RowFilms): HeldRows
}

/** A model in the memory of a kernel. */
export interface HeldModel {
  /** Its tables, as views on that memory. */
  readonly model: TrainedModel
  /** All its memory, without that of catalogs. */
  readonly bytes: number
  readonly ranker: HeldRanker
  readonly rater: HeldRater
  /**
   * Memory of its own for the scores of a catalog of so many titles, which may have fewer, more and other titles than the model: to be asked for once
   * for a catalog, with which it goes.
   */
  order(titles: number): HeldOrder
}

const pageBytes = 65_536

/** Opens a build of the kernel; `kernelBuild` says which one an engine takes. Instances are made one for each model, and for each catalog that it orders. */
export function openKernel(module: WebAssembly.Module): Kernel {
  const memoryOf: MakeMemory = (bytes) => {
    const pages = Math.ceil(bytes / pageBytes)
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
    const functions = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelFunctions
    return { functions, buffer: memory.buffer }
  }
  return {
    holdRows: (rows) => createHeldRows(rows, memoryOf),
    hold(file) {
      // Read once where it came from, to know how much memory it takes; then only in its place.
      const layout = memoryLayout(openTrainedModel(file), file.length)
      const work = memoryOf(layout.end)
      const bytes = new Uint8Array(work.buffer, fileAddress, file.length)
      bytes.set(file)
      const model = openTrainedModel(bytes, true)
      checkNumbers(model)
      return {
        ...{ model, bytes: work.buffer.byteLength },
        ranker: createHeldRanker(work, layout, model.ranker),
        rater: createHeldRater(work, layout, model.rater),
        order: (titles) => createHeldOrder(titles, chanceCurve(model), memoryOf),
      }
    },
  }
}

/** A checksum does not say that numbers are numbers; one that is none would spread over all scores. */
function checkNumbers({ ranker, rater }: TrainedModel): void {
  const { ease, ials, popularity } = ranker
  const { fold, rbm } = rater
  const tables = {
    ...{ popularity, 'ease-rest': ease.rest, 'ials-scale': ials.points.scale, 'ials-prior': ials.prior },
    ...{ 'fold-bias': fold.itemBias, 'fold-scale': fold.points.scale, 'fold-imp-scale': fold.implied.scale, 'fold-prior': fold.prior },
    ...{ 'rbm-scale': rbm.weights.scale, 'rbm-visible': rbm.visibleBias, 'rbm-hidden': rbm.hiddenBias, 'rbm-imp-scale': rbm.implied.scale },
  }
  for (const [name, table] of Object.entries(tables))
    if (!table.every(Number.isFinite)) throw new ModelFileError('MODEL_CORRUPT', `the section '${name}' needs finite numbers`)
  if (!areSummable(ials.points)) throw new ModelFileError('MODEL_CORRUPT', `the section 'ials-codes' needs codes that can be summed`)
  // All bits of the exponent: infinite, or no number.
  if (ease.weight.some((half) => (half & 0x7c00) === 0x7c00))
    throw new ModelFileError('MODEL_CORRUPT', `the section 'ease-weight' needs finite numbers`)
}
