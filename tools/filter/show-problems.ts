import type { FilterDiagnostic } from '../../filter-sdk/checked-filter.ts'

/** Problems of a source, each with its place, its line and a mark below. `file` as the reader knows it. */
export function showProblems(file: string, source: string, problems: readonly FilterDiagnostic[]): string {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/)
  return problems
    .map(({ line, column, message }) => {
      const place = `${file}:${line}:${column} ${message}`
      const text = lines[line - 1]
      if (text === undefined) return place
      const [shown, shift] = windowOf(text, column - 1)
      const margin = ' '.repeat(String(line).length)
      // Tabs stay tabs, so that the mark stands below what it marks.
      const gap = shown.slice(0, shift).replaceAll(/[^\t]/g, ' ')
      return `${place}\n\n  ${line} │ ${shown}\n  ${margin} │ ${gap}${'^'.repeat(lengthOfWord(shown.slice(shift)))}\n`
    })
    .join('\n')
}

const maxWidth = 120

/** A long line around a place, and where the place is in it. */
function windowOf(text: string, at: number): [shown: string, shift: number] {
  const from = text.length <= maxWidth || at < maxWidth / 2 ? 0 : at - maxWidth / 2
  return [text.slice(from, from + maxWidth), at - from]
}

const lengthOfWord = (text: string) => Math.max(1, /^(?:[\w$]+|(['"`])(?:(?!\1).)*\1)/.exec(text)?.[0].length ?? 1)
