import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the example of the README prints what stands below it', () => {
  const readme = readFileSync(`${import.meta.dirname}/README.md`, 'utf8')
  const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1]
  const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', block('ts run') ?? ''], {
    cwd: import.meta.dirname,
  })
  expect(printed.toString()).toBe(block('json'))
})
