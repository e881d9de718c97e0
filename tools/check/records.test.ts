import { describe, expect, test } from 'vitest'
import { decisionProblems } from './decisions.ts'
import { findLeaks } from './leaks.ts'
import { lockProblems } from './lock-file.ts'

describe('a decision record', () => {
  const good = '# A choice\n\nText.\n\n## When to revisit\n\nNever.\n'
  test.each([
    { name: 'good', file: '001-a-choice.md', text: good, problems: [] },
    { name: 'without a number', file: 'a-choice.md', text: good, problems: [/not named/] },
    { name: 'too long', file: '001-a.md', text: `${good}${'more\n'.repeat(40)}`, problems: [/47 lines/] },
    { name: 'for ever', file: '001-a.md', text: '# A choice\n', problems: [/when to revisit/] },
  ])('$name', ({ file, text, problems }) => {
    expect(decisionProblems(file, text)).toEqual(problems.map((problem) => expect.stringMatching(problem)))
  })
})

describe('a lock file', () => {
  const workerd = { 'node_modules/workerd': { version: '1.0.0' } }
  test('with one workerd and no registry is good', () => {
    expect(lockProblems({ packages: { ...workerd, 'node_modules/@cloudflare/workerd-linux-64': { version: '1.0.0' } } })).toEqual([])
  })
  test('with a second workerd is refused, and both are named', () => {
    const second = { 'node_modules/wrangler/node_modules/workerd': { version: '1.1.0' } }
    expect(lockProblems({ packages: { ...workerd, ...second } })).toEqual([expect.stringMatching(/2 builds.*1\.0\.0.*1\.1\.0/)])
  })
  test('without the builds for other platforms is refused', () => {
    const packages = { ...workerd, 'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-darwin': '1.0.0' } } }
    expect(lockProblems({ packages })).toEqual([expect.stringMatching(/1 optional packages of node_modules\/a, a-darwin first/)])
    expect(lockProblems({ packages: { ...packages, 'node_modules/a-darwin': { version: '1.0.0' } } })).toEqual([])
  })
  test('that names a registry is refused', () => {
    const packages = { ...workerd, 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } }
    expect(lockProblems({ packages })).toEqual([expect.stringMatching(/node_modules\/a first/)])
  })
})

describe('a leak', () => {
  const slash = '/'
  test.each([
    { name: 'a home', line: `cd ${slash}home/ada/marquee`, leaks: 1 },
    { name: 'a working folder', line: `see ${slash}work/main`, leaks: 1 },
    { name: 'a route that is alike', line: 'GET /network/work/1 and frame/work/it', leaks: 0 },
    { name: 'a place in the checkout', line: 'edge/worker.ts', leaks: 0 },
  ])('$name', ({ line, leaks }) => expect(findLeaks('a.md', line)).toHaveLength(leaks))
})
