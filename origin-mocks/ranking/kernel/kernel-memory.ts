import type { KernelFunctions } from './kernel-functions.ts'

/** What any part of a held model works with: an instance of the kernel, and its memory, which never grows. */
export interface KernelMemory {
  readonly functions: KernelFunctions
  readonly buffer: ArrayBuffer
}
