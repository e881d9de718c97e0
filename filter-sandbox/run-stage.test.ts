import { afterEach, expect, test } from 'vitest'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { FilterProblem } from '../filter-sdk/problem.ts'
import { spendSteps } from './run-stage.ts'
import { budget } from './steps.ts'

afterEach(() => {
  budget.left = 0
})

/** As the compiler has each turn begin. */
const step = () => --budget.left < 0 && budget.stop()
const steps = (count: number) => {
  for (let turn = 0; turn < count; turn++) step()
}
const isSpent = { kind: 'steps', message: `more than ${filterLimits.maxSteps} turns of loops and calls of functions` }

test.each([
  { name: 'one below the last', count: filterLimits.maxSteps - 1, error: undefined },
  { name: 'the last', count: filterLimits.maxSteps, error: undefined },
  { name: 'one more', count: filterLimits.maxSteps + 1, error: isSpent },
])('a run may take $count steps: $name', ({ count, error }) => {
  expect(spendSteps(() => steps(count))).toEqual({ value: undefined, error })
})

test('whoever catches the end of the steps is over all the same, and meets it at each further step', () => {
  let met = 0
  const { error } = spendSteps(() => {
    for (let again = 0; again < 3; again++)
      try {
        steps(filterLimits.maxSteps + 1)
      } catch {
        met++
      }
    return 'business as usual'
  })
  expect({ met, error }).toEqual({ met: 3, error: isSpent })
  expect(budget.left).toBe(0)
})

test.each([
  { name: 'comes to its end', run: () => 1 },
  { name: 'throws', run: () => expect.unreachable('on purpose') },
  { name: 'runs out of steps', run: () => steps(filterLimits.maxSteps + 1) },
])('what a run that $name leaves behind has no step to take', ({ run }) => {
  spendSteps(run)
  expect(step).toThrow('too many steps')
})

test.each([
  { name: 'an error', thrown: new TypeError('no'), error: { kind: 'threw', message: 'TypeError: no' } },
  {
    name: 'an error of a class of its own',
    thrown: new (class Own extends Error {})('no'),
    error: { kind: 'threw', message: 'Error: no' },
  },
  { name: 'text', thrown: 'no', error: { kind: 'threw', message: 'no' } },
  { name: 'nothing', thrown: undefined, error: { kind: 'threw', message: 'threw undefined' } },
  { name: 'an object whose message is computed', thrown: Object.create({ message: 'no' }), error: { kind: 'threw', message: 'Error' } },
  { name: 'much', thrown: 'x'.repeat(1_000), error: { kind: 'threw', message: 'x'.repeat(300) } },
  {
    name: 'what a verdict may not hold',
    thrown: new FilterProblem('a.b', 'is wrong'),
    error: { kind: 'nonsense', message: 'a.b: is wrong', path: 'a.b' },
  },
])('a filter that throws $name has failed with that', ({ thrown, error }) => {
  const run = () => {
    step()
    throw thrown
  }
  expect(spendSteps(run)).toEqual({ error })
})
