import { parseArgs } from 'node:util'
import { type Effort, fullEffort, quickEffort } from './measure/effort.ts'

/** The command line of a benchmark. */
export interface BenchOptions {
  readonly effort: Effort
  /** Whether to measure what has this name, by kind of name. */
  wants(kind: 'runtime' | 'case' | 'language' | 'who', name: string): boolean
}

/** Reads `--quick` and `--runtime`, `--case`, `--language` and `--who`, each a list with commas. Throws for anything else. */
export function readOptions(args: readonly string[]): BenchOptions {
  const list = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, runtime: list, case: list, language: list, who: list },
  })
  return {
    effort: values.quick === true ? quickEffort : fullEffort,
    wants: (kind, name) => values[kind]?.split(',').includes(name) ?? true,
  }
}
