import type { CompiledRule } from './compile-set.ts'

/** Compiles rules as they were published. What CEL needs is loaded with the first of them. */
export async function compileRules(codes: readonly string[]): Promise<readonly CompiledRule[]> {
  const { compileRule } = await import('../../filter-rules/compile-rule.ts')
  return codes.map(compileRule)
}
