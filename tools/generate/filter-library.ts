import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { literal } from './sandbox-modules.ts'

/** The module that holds what filters are checked against, by path from the root. */
export const filterLibraryFile = 'filter-compiler/filter-library.ts'

/** What stands in it: the SDK and the globals as text, since the compiler runs where there are no files. Comments go: nobody reads them there. */
export function filterLibrary(root: string): string {
  const text = (file: string) =>
    readFileSync(join(root, 'filter-sdk', file), 'utf8')
      .replaceAll(/\/\*\*[\s\S]*?\*\/|^\/\/.*$/gm, '')
      .replaceAll(/\n\s*\n/g, '\n')
  const texts = { 'globals.d.ts': text('globals.d.ts'), 'marquee-filter.ts': text('define-filter.ts') }
  return `/** What filters are checked against: the SDK and the globals; \`npm run generate\` writes it. */
export const filterLibrary: Readonly<Record<'globals.d.ts' | 'marquee-filter.ts', string>> = ${literal(texts)}
`
}
