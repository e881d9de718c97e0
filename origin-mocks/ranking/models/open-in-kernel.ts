import type { Columns } from '../columns.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { createKernelScorer } from '../kernel-scorer.ts'
import { knownItems } from '../known-items.ts'
import type { Scorer } from '../scorer.ts'
import type { OpenModel } from './opened-model.ts'

/** Opens models in a kernel, whose memory is all that they take. What it throws is what `hold` throws. */
export function openInKernel(kernel: Kernel): OpenModel {
  return (id, file) => {
    const held = kernel.hold(file)
    let last: { readonly columns: Columns; readonly scorer: Scorer } | undefined
    return {
      id,
      known: (columns) => knownItems(columns, held.model).known,
      scorer(columns) {
        if (last?.columns !== columns) last = { columns, scorer: createKernelScorer(columns, id, held) }
        return last.scorer
      },
    }
  }
}
