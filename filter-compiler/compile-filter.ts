import ts from 'typescript-5'
import type { FilterDiagnostic, FilterLanguage } from '../filter-sdk/checked-filter.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { countSteps } from './count-steps.ts'
import { filterLibrary } from './filter-library.ts'
import { locateValue } from './locate-value.ts'
import { moduleProblems } from './module-rules.ts'
import { problemAt } from './problem-at.ts'
import { type Position, sourcePosition } from './source-position.ts'

/** JavaScript for the sandbox, or all that is wrong with the source, in its order. */
export type CompiledSource =
  | {
      readonly ok: true
      readonly javascript: string
      /** A problem with a value of the definition or the fixtures, by its path. */
      locate(path: string, message: string): FilterDiagnostic
      /** A problem at a place of the JavaScript. */
      locateEmitted(place: Position, message: string): FilterDiagnostic
    }
  | { readonly ok: false; readonly problems: readonly FilterDiagnostic[] }

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  newLine: ts.NewLineKind.LineFeed,
  noLib: true,
  types: [],
  strict: true,
  isolatedModules: true,
  skipLibCheck: true,
  removeComments: true,
  // JavaScript is not written over itself.
  outDir: '/out',
  // Without `checkJs`, not even false, JavaScript is told what no engine takes, and nothing of types.
  allowJs: true,
}
const maxProblems = 20

/** Isolate scope: parsed once. */
const libraryFiles = new Map(
  Object.entries(filterLibrary).map(([name, text]) => [
    `/${name}`,
    ts.createSourceFile(`/${name}`, text, options.target ?? ts.ScriptTarget.ES2024),
  ]),
)

/**
 * Checks a filter's source against the SDK and the globals a filter finds, and makes it JavaScript that counts its steps. JavaScript is checked for its
 * syntax and what a module may hold; its types are its author's. The same source always gives the same JavaScript.
 */
export function compileFilter(source: string, language: FilterLanguage): CompiledSource {
  const bytes = new TextEncoder().encode(source).byteLength
  if (bytes > filterLimits.maxSourceBytes)
    return refused([{ line: 1, column: 1, message: `A filter may be at most ${filterLimits.maxSourceBytes} bytes, this one is ${bytes}` }])
  const name = language === 'typescript' ? '/filter.ts' : '/filter.js'
  const file = ts.createSourceFile(name, source, options.target ?? ts.ScriptTarget.ES2024, true)
  const written = new Map<string, string>()
  const programWith = (more: ts.CompilerOptions) =>
    ts.createProgram({ rootNames: ['/globals.d.ts', name], options: { ...options, ...more }, host: hostOf(file, written) })
  const program = programWith({})
  const syntax = program.getSyntacticDiagnostics(file)
  if (syntax.length > 0) return refused(told(file, syntax))
  const rules = moduleProblems(file)
  if (rules.length > 0) return refused(rules)
  const semantics = program.getSemanticDiagnostics(file)
  if (semantics.length > 0) return refused(told(file, semantics))
  const emit = (from: ts.Program) => from.emit(file, undefined, undefined, false, { after: [countSteps] })
  emit(program)
  return {
    ok: true,
    javascript: written.get('/out/filter.js') ?? '',
    locate: (path, message) => problemAt(file, locateValue(file, path), message),
    locateEmitted(place, message) {
      emit(programWith({ sourceMap: true }))
      const { mappings } = JSON.parse(written.get('/out/filter.js.map') ?? '{"mappings":""}') as { readonly mappings: string }
      const { line, column } = sourcePosition(mappings, place) ?? { line: 0, column: 0 }
      return { line: line + 1, column: column + 1, message }
    },
  }
}

function hostOf(file: ts.SourceFile, written: Map<string, string>): ts.CompilerHost {
  const fileOf = (name: string) => (name === file.fileName ? file : libraryFiles.get(name))
  return {
    getSourceFile: fileOf,
    fileExists: (name) => fileOf(name) !== undefined,
    readFile: (name) => fileOf(name)?.text,
    writeFile: (name, text) => void written.set(name, text),
    resolveModuleNameLiterals: (literals) =>
      literals.map(({ text }) => ({
        resolvedModule: text === 'marquee:filter' ? { resolvedFileName: '/marquee-filter.ts', extension: ts.Extension.Ts } : undefined,
      })),
    getDefaultLibFileName: () => '/globals.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  }
}

const refused = (problems: readonly FilterDiagnostic[]): CompiledSource => ({ ok: false, problems: problems.slice(0, maxProblems) })

function told(file: ts.SourceFile, diagnostics: readonly ts.Diagnostic[]): FilterDiagnostic[] {
  return diagnostics.map(({ start = 0, messageText }) => problemAt(file, start, ts.flattenDiagnosticMessageText(messageText, '\n')))
}
