import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import asc from 'assemblyscript/asc'

/** Where the ranking kernel is written, and its builds by the module that each becomes. */
const sources = 'origin-mocks/ranking/kernel/assembly'
const builds = {
  'origin-mocks/ranking/kernel/relaxed.wasm': ['--enable', 'relaxed-simd'],
  'origin-mocks/ranking/kernel/strict.wasm': [],
} as const

/** One compiler with one version, nothing of the runtime, memory from outside; a vector never crosses to JavaScript, whatever warning 112 fears. */
const options = [
  ...['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--converge', '--noAssert', '--runtime', 'stub', '--importMemory'],
  ...['--enable', 'simd', '--enable', 'bulk-memory', '--disableWarning', '112'],
]

/** The modules of the ranking kernel, by path from the root: of the same sources the same bytes, on any machine. */
export async function kernelModules(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const modules = new Map<string, Uint8Array>()
  for (const [file, enabled] of Object.entries(builds)) {
    let written: Uint8Array | undefined
    const { error, stderr } = await asc.main([...options, ...enabled], {
      // The compiler adds an ending to every path; ours have it already.
      readFile: (name) => readOrNull(join(root, sources, name.replace(/\.ts\.ts$/, '.ts'))),
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') written = contents
      },
      listFiles: () => [],
    })
    if (error !== null || written === undefined) throw new Error(`Cannot compile ${sources}: ${stderr.toString()}`)
    modules.set(file, written)
  }
  return modules
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
