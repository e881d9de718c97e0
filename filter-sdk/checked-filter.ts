import type { FilterDefinition } from './definition-rules.ts'

/** What is wrong with a source, and where: lines and columns count from 1, columns in UTF-16 code units. */
export interface FilterDiagnostic {
  readonly line: number
  readonly column: number
  readonly message: string
}

export type FilterLanguage = 'typescript' | 'javascript'

/** A filter that may be published, or all that is wrong with it, in the order of its source. */
export type CheckedFilter =
  | {
      readonly ok: true
      readonly javascript: string
      /** Of the JavaScript, in hexadecimal digits. */
      readonly sha256: string
      readonly definition: FilterDefinition
      /** How many fixtures it passed. */
      readonly fixtures: number
    }
  | { readonly ok: false; readonly problems: readonly FilterDiagnostic[] }

/** The compiler as whoever is bound to it sees it. */
export interface FilterCompilerService {
  /** What a filter's source comes to: compiled, brought up in a sandbox of its own, its fixtures run. */
  compile(source: string, language: FilterLanguage): Promise<CheckedFilter>
}
