import type { KernelFunctions } from './kernel-functions.ts'

/** What any part of what is held works with: an instance of the kernel, and its memory, which never grows. */
export interface KernelMemory {
  readonly functions: KernelFunctions
  readonly buffer: ArrayBuffer
}

/** Makes an instance with memory of its own, of so many bytes at least. */
export type MakeMemory = (bytes: number) => KernelMemory
