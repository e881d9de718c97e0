import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MeasuredProcess } from '../measure/runtime.ts'
import type { ScoredRows } from './scored-rows.ts'

/** The kernel that a C compiler makes for this very machine, by AVX-512 VNNI. */
export interface NativeKernel extends MeasuredProcess {
  scores(): Float32Array
}

const source = fileURLToPath(new URL('./native.c', import.meta.url))

/** Compiles and holds it for some rows; gives in words why that cannot be done here. */
export function nativeKernel(rows: ScoredRows): NativeKernel | string {
  if (process.platform !== 'linux' || !/\bavx512_vnni\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))) return 'no AVX-512 VNNI here'
  const folder = mkdtempSync(join(tmpdir(), 'marquee-native-'))
  const [program, data] = [join(folder, 'native'), join(folder, 'rows')]
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-ffp-contract=off', '-o', program, source], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true })
    return `gcc does not compile: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
  }
  const { count, columns, codes, sums, scales, vector, step } = rows
  writeFileSync(data, Buffer.concat([codes, sums, scales, vector, Float32Array.of(step)].map(bytesOf)))
  const run = (passes: number) => execFileSync(program, [data, String(count), String(columns), String(passes)], { maxBuffer: 1e9 })
  return {
    unavailable: async () => undefined,
    answer: async () => new Uint8Array(run(0)),
    scores: () => new Float32Array(Uint8Array.from(run(0)).buffer),
    cpuMs: async (_, times) => (times * Number(run(times).toString())) / 1e6,
    stop: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray) => new Uint8Array(buffer, byteOffset, byteLength)
