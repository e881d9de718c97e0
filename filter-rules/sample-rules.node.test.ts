import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkRule } from './check-rule.ts'

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
const samples = Array.from(readme.matchAll(/^```json\n([\s\S]*?)^```/gm), ([, source]) => source ?? '')

test('there are samples', () => {
  expect(samples).toHaveLength(2)
})

test.each(samples)('a sample of the README may be published as it stands, and does what its fixtures say: %s', (source) => {
  expect(checkRule(source)).toMatchObject({ ok: true, fixtures: 3 })
})
