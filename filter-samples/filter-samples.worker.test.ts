import { expect, test } from 'vitest'
import { bindings } from '../filter-sandbox/test/filter-world.ts'

/** The text of each sample by its path. */
const samples = (import.meta as unknown as { glob(pattern: string[], options: object): Readonly<Record<string, string>> }).glob(
  ['./*.ts', '!./*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
)

test('there are five samples', () => {
  expect(Object.keys(samples).sort()).toEqual([
    './account-origin.ts',
    './block-device-model.ts',
    './geo-rule.ts',
    './maintenance-page.ts',
    './rewrite-header.ts',
  ])
})

test.each(Object.entries(samples))('%s could be published as it stands', async (_path, source) => {
  expect(await bindings.COMPILER.compile(source, 'typescript')).toMatchObject({
    ok: true,
    fixtures: expect.toSatisfy((count) => count >= 2),
  })
})
