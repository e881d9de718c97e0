/** Which build of the kernel runs here: one uses an instruction that not every engine has. Both come to the same scores, to the bit. */
export type KernelBuild = 'relaxed' | 'strict'

/**
 * The smallest module that needs `i16x8.relaxed_dot_i8x16_i7x16_s`: a function of two vectors and one result, which does nothing else. V8 has
 * it since 2023 (Chrome 114); Node 20 refuses it unless asked to.
 */
const probe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x07, 0x01, 0x60, 0x02, 0x7b, 0x7b, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x0b, 0x01, 0x09, 0x00, 0x20, 0x00, 0x20, 0x01, 0xfd, 0x92, 0x02, 0x0b],
)

/** The build that this engine takes. */
export function kernelBuild(validate: (bytes: Uint8Array<ArrayBuffer>) => boolean = WebAssembly.validate): KernelBuild {
  return validate(probe) ? 'relaxed' : 'strict'
}
