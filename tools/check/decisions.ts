import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'

const maximumLines = 40

/** What is wrong with one decision record, by its file name and text. */
export function decisionProblems(name: string, text: string): string[] {
  const problems: string[] = []
  const lines = text.trimEnd().split('\n').length
  if (!/^\d{3}-[a-z0-9-]+\.md$/.test(name)) problems.push(`${name} is not named NNN-thing.md`)
  if (lines > maximumLines) problems.push(`${name} has ${lines} lines, at most ${maximumLines}`)
  if (!/^## When to revisit$/m.test(text)) problems.push(`${name} does not say when to revisit it`)
  return problems
}

/** Decision records are short, numbered once each, and say when to revisit them. */
export const decisions: Check = {
  name: 'decision records',
  run: (root) => {
    const folder = join(root, 'docs/decisions')
    const names = existsSync(folder) ? readdirSync(folder).sort() : []
    const twice = names
      .filter((name, at) => at > 0 && name.slice(0, 3) === names[at - 1]?.slice(0, 3))
      .map((name) => `${name} has the number of another`)
    return [...names.flatMap((name) => decisionProblems(name, readFileSync(join(folder, name), 'utf8'))), ...twice]
  },
}
