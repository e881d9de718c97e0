import { readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { codeBlocks } from '../tools/check/markdown.ts'
import { newFilter } from '../tools/filter/new-filter.ts'
import { marqueeUrl } from './marquee.ts'
import { runDocCommands } from './run-doc-commands.ts'

const page = 'docs/writing-a-filter.md'
const blocks = codeBlocks(readFileSync(page, 'utf8'))
const written = ['filters/block-old-tvs.ts', 'filters/licensed-countries.json']

/** What a run that was cut short has left: files, and a filter that turns devices away. */
async function tidy(): Promise<void> {
  for (const file of written) rmSync(file, { force: true })
  const answer = await fetch(`${marqueeUrl}/ops/filters/off`, {
    method: 'POST',
    headers: { authorization: `Bearer ${inject('opsToken')}` },
  })
  expect(answer.status).toBe(200)
}
beforeAll(tidy)
afterAll(tidy)

test('the page shows the file that `new` writes', () => {
  const file = newFilter({ target: 'block-old-tvs', from: undefined, folder: '.', root: '.' })
  const [shown] = blocks.filter(({ language }) => language === 'ts')
  expect(readFileSync(file, 'utf8')).toContain(shown?.code ?? 'the page shows none')
  rmSync(file)
})

runDocCommands(page, blocks)
