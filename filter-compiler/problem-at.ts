import type ts from 'typescript-5'
import type { FilterDiagnostic } from '../filter-sdk/checked-filter.ts'

/** A problem at an offset of a file. */
export function problemAt(file: ts.SourceFile, offset: number, message: string): FilterDiagnostic {
  const { line, character } = file.getLineAndCharacterOfPosition(offset)
  return { line: line + 1, column: character + 1, message }
}
