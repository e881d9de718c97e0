import type { KernelFunctions } from '../../origin-mocks/ranking/kernel/kernel-functions.ts'
import type { Ask } from '../measure/subject.ts'
import { scoredRows } from './scored-rows.ts'

/** A pass of the kernel is so short that one answer is so many of them. */
export const kernelPasses = 20

/** Scores rows of eight bits by a build of the kernel: one answer is `kernelPasses` passes, and the bytes of the scores. */
export function kernelTask(module: WebAssembly.Module, items: number, columns: number): Ask {
  const { codes, sums, scales, vector, step } = scoredRows(items, columns)
  const memory = new WebAssembly.Memory({ initial: Math.ceil((items * (2 * columns + 12) + 65_536) / 65_536) + 1 })
  const functions = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelFunctions
  let end = 64
  const room = (bytes: number) => {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  const put = (column: Int8Array | Uint8Array | Int32Array | Float32Array) => {
    const address = room(column.byteLength)
    new Uint8Array(memory.buffer, address).set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
    return address
  }
  const at = {
    rows: put(codes),
    sums: put(sums),
    scales: put(scales),
    vector: put(vector),
    interleaved: room(items * columns),
    out: room(4 * items),
  }
  functions.interleaveRows(at.rows, columns, items, at.interleaved)
  return () => {
    for (let pass = 0; pass < kernelPasses; pass++)
      functions.scoreRows(at.interleaved, columns, at.sums, at.scales, items, at.vector, step, at.out)
    return new Uint8Array(memory.buffer, at.out, 4 * items)
  }
}

/** Scores rows in single precision by the loop that JavaScript does best: four sums, so that none waits for itself. One answer is one pass. */
export function unrolledTask(items: number, columns: number): Ask {
  const { codes, scales, vector, step } = scoredRows(items, columns)
  const rows = Float32Array.from(codes, (code, at) => code * (scales[Math.floor(at / columns)] as number))
  const point = Float32Array.from(vector, (code) => (code - 64) * step)
  const scores = new Float32Array(items)
  return () => {
    scoreUnrolled(rows, point, scores, columns)
    return new Uint8Array(scores.buffer)
  }
}

function scoreUnrolled(rows: Float32Array, point: Float32Array, scores: Float32Array, columns: number): void {
  let at = 0
  for (let item = 0; item < scores.length; item++) {
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let n = 0; n < columns; n += 4) {
      a += (rows[at] as number) * (point[n] as number)
      b += (rows[at + 1] as number) * (point[n + 1] as number)
      c += (rows[at + 2] as number) * (point[n + 2] as number)
      d += (rows[at + 3] as number) * (point[n + 3] as number)
      at += 4
    }
    scores[item] = a + b + (c + d)
  }
}
