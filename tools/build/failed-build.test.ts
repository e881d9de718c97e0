import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { failedBuild, saidBy } from './failed-build.ts'

test('a worker that cannot be built says why to whoever asks, with file and line', async () => {
  const stdin = { contents: '\nimport "./nosuch.ts"', sourcefile: 'edge/oops.ts', loader: 'ts' } as const
  const failure = await build({ stdin, bundle: true, write: false, logLevel: 'silent' }).catch((error: Error) => error)
  const problem = await saidBy(failure as Error)
  expect(problem).toMatch(/Could not resolve ".\/nosuch.ts"[\s\S]*edge\/oops.ts:2:7/)
  expect(new TextDecoder().decode(failedBuild(problem).contents)).toContain('Could not resolve')
})
