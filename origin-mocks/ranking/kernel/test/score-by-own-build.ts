import { readFileSync } from 'node:fs'
import { trainedModelFile } from '../../../../models/trained-model.ts'
import { syntheticModel } from '../../test/synthetic-model.ts'
import { openKernel } from '../kernel.ts'
import { kernelBuild } from '../kernel-build.ts'

/** What a Node scores with the build that it takes: bundled, and run by an older one, with the folder of the builds as its argument. */
const build = kernelBuild()
const module = new WebAssembly.Module(readFileSync(`${process.argv[2]}/${build}.wasm`))
const file = trainedModelFile(syntheticModel({ items: 517, factors: 32, easeWidth: 20, hidden: 20, seed: 6 }))
const scores = openKernel(module)
  .hold(file)
  .ranker.scores(Uint32Array.of(3, 70, 400, 516))
console.log(JSON.stringify({ build, bits: [...new Uint32Array(scores.slice().buffer)] }))
