import { readFileSync } from 'node:fs'
import { type KernelBuild, kernelBuild } from '../kernel-build.ts'

/** A build of the kernel, for tests in Node; a worker imports it. */
export function kernelModule(build: KernelBuild = kernelBuild()): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(`../${build}.wasm`, import.meta.url)))
}
