import { WorkerEntrypoint } from 'cloudflare:workers'
import { trainedModelFile } from '../../../models/trained-model.ts'
import { openKernel } from '../kernel/kernel.ts'
import { type KernelBuild, kernelBuild } from '../kernel/kernel-build.ts'
import relaxed from '../kernel/relaxed.wasm'
import strict from '../kernel/strict.wasm'
import { type ModelSize, syntheticModel } from './synthetic-model.ts'

const modules = { relaxed, strict }

/** The kernel as a worker has it, over a synthetic model, for its tests in workerd. */
export class KernelProbe extends WorkerEntrypoint {
  build(): KernelBuild {
    return kernelBuild()
  }

  scores(build: KernelBuild, size: ModelSize, liked: readonly number[]): Float32Array {
    return this.#hold(build, size).ranker.scores(Uint32Array.from(liked)).slice()
  }

  rate(build: KernelBuild, size: ModelSize, items: readonly number[], values: readonly number[], asked: readonly number[]): Float32Array {
    return this.#hold(build, size).rater.rate({ items, values }, asked)
  }

  #hold(build: KernelBuild, size: ModelSize) {
    return openKernel(modules[build]).hold(trainedModelFile(syntheticModel(size)))
  }
}

export default {
  fetch: () => new Response('a probe\n'),
}
