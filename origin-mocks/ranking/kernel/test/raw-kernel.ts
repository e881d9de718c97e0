import type { KernelBuild } from '../kernel-build.ts'
import type { Address, KernelFunctions } from '../kernel-functions.ts'
import { kernelModule } from './kernel-module.ts'

type Columns = Int8Array | Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array

/** The functions of a build over a memory of their own, for tests of one by one. */
export function rawKernel(build: KernelBuild) {
  const memory = new WebAssembly.Memory({ initial: 32, maximum: 32 })
  const functions = new WebAssembly.Instance(kernelModule(build), { env: { memory } }).exports as unknown as KernelFunctions
  let end = 64
  const room = (bytes: number): Address => {
    const address = end
    end = Math.ceil((end + bytes) / 64) * 64
    return address
  }
  return {
    functions,
    room,
    put(column: Columns): Address {
      const address = room(column.byteLength)
      new Uint8Array(memory.buffer, address).set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
      return address
    },
    floats: (address: Address, length: number) => new Float32Array(memory.buffer, address, length),
    numbers: (address: Address, length: number) => new Uint32Array(memory.buffer, address, length),
    /** Forgets what was put. */
    clear() {
      end = 64
    },
  }
}
