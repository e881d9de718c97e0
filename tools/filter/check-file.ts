import type { FilterLanguage } from '../../filter-sdk/checked-filter.ts'
import type { FilterFile } from './read-filter-file.ts'
import { refusedSource } from './refused-source.ts'

/** Checks a file by the code that Marquee checks it with, and says what came of it; a rule's fixtures are run. Whether it holds. */
export async function checkFile(file: FilterFile, print: (text: string) => void): Promise<boolean> {
  const { shown, source, language } = file
  // TypeScript is large: no other command needs it.
  const checked = language === 'rule' ? await checkedRule(source) : await compiled(source, language)
  print(checked.ok ? `✓ ${shown} compiles${checked.passed}` : refusedSource(file, checked.problems))
  return checked.ok
}

/** Checks a file and runs its fixtures, those of a filter in a sandbox as Marquee has them. Whether all pass. */
export async function testFile(file: FilterFile, print: (text: string) => void): Promise<boolean> {
  const { shown, source, language } = file
  if (!(await checkFile(file, print))) return false
  if (language !== 'rule') {
    print('· Starting a sandbox')
    const { startCompiler } = await import('./start-compiler.ts')
    const compiler = await startCompiler(print)
    try {
      const checked = await compiler.compile(source, language)
      print(
        checked.ok
          ? `✓ It comes up: ${checked.definition.stage}, fails ${checked.definition.failMode}${passed(checked.fixtures)}`
          : refusedSource(file, checked.problems),
      )
      if (!checked.ok) return false
    } finally {
      await compiler.stop()
    }
  }
  print(`\nNext: npm run filter -- publish ${shown} --reason TEXT`)
  return true
}

async function compiled(source: string, language: FilterLanguage) {
  const { compileFilter } = await import('../../filter-compiler/compile-filter.ts')
  return { ...compileFilter(source, language), passed: '' }
}

async function checkedRule(source: string) {
  const { checkRule } = await import('../../filter-rules/check-rule.ts')
  const checked = checkRule(source)
  return { ...checked, passed: checked.ok ? passed(checked.fixtures) : '' }
}

const passed = (fixtures: number) =>
  `; ${fixtures === 0 ? 'there are no fixtures' : fixtures === 1 ? 'its fixture passes' : `its ${fixtures} fixtures pass`}`
