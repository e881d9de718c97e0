import { expect, test } from 'vitest'
import { readVerdicts } from './stage-call.ts'

const call = { stage: 'inbound', filters: ['a', 'b'] } as const
const read = (answer: unknown) => readVerdicts(typeof answer === 'string' ? answer : JSON.stringify(answer), call)
const respond = { actions: [{ respond: { status: 200 } }], steps: 1 }

test.each([
  { name: 'nothing ran', answer: [], verdicts: [] },
  { name: 'one did nothing, told by its steps alone', answer: [3], verdicts: [{ name: 'a', steps: 3, skipped: false, actions: [] }] },
  { name: 'one did nothing', answer: [{ steps: 3 }], verdicts: [{ name: 'a', steps: 3, skipped: false, actions: [] }] },
  { name: 'one was skipped', answer: [{ steps: 3, skipped: true }], verdicts: [{ name: 'a', steps: 3, skipped: true, actions: [] }] },
  {
    name: 'one failed, though it claims actions',
    answer: [{ steps: 3, error: { kind: 'threw', message: 'no' }, actions: [{ respond: { status: 200 } }] }],
    verdicts: [{ name: 'a', steps: 3, skipped: false, actions: [], error: { kind: 'threw', message: 'no' } }],
  },
  {
    name: 'actions that no filter may take are an error of that filter alone',
    answer: [{ steps: 1, actions: [{ setResponseHeader: ['set-cookie', 'a=b'] }] }, respond],
    verdicts: [
      {
        ...{ name: 'a', steps: 1, skipped: false, actions: [] },
        error: {
          kind: 'nonsense',
          message: 'actions.0.setResponseHeader.0: may not be set-cookie',
          path: 'actions.0.setResponseHeader.0',
        },
      },
      { name: 'b', steps: 1, skipped: false, actions: [{ respond: { status: 200 } }] },
    ],
  },
])('a sandbox says: $name', ({ answer, verdicts }) => expect(read(answer)).toEqual(verdicts))

test.each([
  { name: 'no JSON', answer: '[', says: 'did not answer in JSON' },
  { name: 'no list', answer: {}, says: 'verdicts: must be an array' },
  { name: 'a verdict of none that was asked', answer: [{ steps: 1 }, { steps: 1 }, { steps: 1 }], says: 'at most 2 values' },
  { name: 'a verdict by name', answer: [{ name: 'b', steps: 1 }], says: "the key 'name'" },
  { name: 'steps alone that are no count', answer: [-1], says: 'verdicts.0: must be an object' },
  { name: 'no count of steps', answer: [{}], says: 'verdicts.0.steps: must be a count' },
  { name: 'steps below zero', answer: [{ steps: -1 }], says: 'verdicts.0.steps: must be a count' },
  { name: 'skipped by a word', answer: [{ steps: 1, skipped: 'yes' }], says: 'verdicts.0.skipped: must be true or false' },
  { name: 'an error of a kind of its own', answer: [{ steps: 1, error: { kind: 'fatal', message: '' } }], says: 'must be one of threw' },
  { name: 'a long error', answer: [{ steps: 1, error: { kind: 'threw', message: 'x'.repeat(301) } }], says: 'at most 300 characters' },
  { name: 'an answer, and a filter after it', answer: [respond, { steps: 1 }], says: 'ended the stage, and yet it went on' },
  { name: 'a flood', answer: JSON.stringify(['x'.repeat(5_000_000)]), says: 'did not answer in text' },
])('what a sandbox may not say: $name', ({ answer, says }) => expect(() => read(answer)).toThrow(says))

test.each([undefined, null, [], { toString: () => '[]' }])('an answer that is no text is none: %s', (answer) => {
  expect(() => readVerdicts(answer, call)).toThrow('did not answer in text')
})
