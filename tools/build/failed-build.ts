import { type BuildFailure, formatMessages } from 'esbuild'
import type { BuiltFile } from './write-folder.ts'

/** What esbuild says to a failed build, with file and line; for any other error its message. */
export async function saidBy(failure: Partial<BuildFailure> & Error): Promise<string> {
  if (failure.errors === undefined) return failure.stack ?? failure.message
  return (await formatMessages(failure.errors, { kind: 'error', color: false })).join('').trim()
}

/** A worker that stands in for one that cannot be built: says why, on the terminal once and to whoever asks. */
export function failedBuild(problem: string): BuiltFile {
  const text = JSON.stringify(`Cannot build the edge worker\n${problem}\n`)
  const source = `const problem = ${text}
console.error(problem)
export default { fetch: () => new Response(problem, { status: 500 }) }
`
  return { name: 'worker.js', contents: new TextEncoder().encode(source) }
}
