import type { Progress } from '../worker-pool.ts'

/** The sum of a column, told number by number. */
export function sumOf(column: Float64Array, options: { readonly times: number }, onProgress?: Progress): number {
  let sum = 0
  for (let at = 0; at < column.length; at++) {
    sum += (column[at] as number) * options.times
    onProgress?.(at + 1, column.length)
  }
  return sum
}

/** Writes into memory that it was lent. */
export function fillWith(column: Float64Array, value: number): void {
  column.fill(value)
}

/** Gives away what it has made. */
export function columnsOf(length: number): {
  readonly factors: { readonly one: Float32Array; readonly other: Float32Array }
  readonly scale: number
} {
  const memory = new Float32Array(2 * length).fill(1.5)
  return { factors: { one: memory.subarray(0, length), other: memory.subarray(length) }, scale: 0.25 }
}

/** Cannot do it. */
export function refuse(why: string): never {
  throw new RangeError(`Cannot do it: ${why}`)
}

/** Takes its thread along. */
export function endThread(code: number): void {
  process.exit(code)
}
