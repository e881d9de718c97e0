import { expect, test } from 'vitest'
import { readVerdicts } from './stage-call.ts'

const call = { stage: 'inbound', filters: ['a', 'b'] } as const
const read = (answer: unknown) => readVerdicts(typeof answer === 'object' ? JSON.stringify(answer) : answer, call)
const silent = (name: string) => ({ name, skipped: false, actions: [] })
const respond = { actions: [{ respond: { status: 200 } }] }

test.each([
  { name: 'nothing ran', answer: [], verdicts: [] },
  { name: 'all did nothing, told by their number', answer: 2, verdicts: [silent('a'), silent('b')] },
  { name: 'one did nothing', answer: [null, respond], verdicts: [silent('a'), { ...silent('b'), ...respond }] },
  { name: 'one was skipped', answer: [{ skipped: true }], verdicts: [{ name: 'a', skipped: true, actions: [] }] },
  {
    name: 'one failed, though it claims actions',
    answer: [{ error: { kind: 'threw', message: 'no' }, actions: [{ respond: { status: 200 } }] }],
    verdicts: [{ ...silent('a'), error: { kind: 'threw', message: 'no' } }],
  },
  {
    name: 'actions that no filter may take are an error of that filter alone',
    answer: [{ actions: [{ setResponseHeader: ['set-cookie', 'a=b'] }] }, respond],
    verdicts: [
      {
        ...silent('a'),
        error: {
          kind: 'nonsense',
          message: 'actions.0.setResponseHeader.0: may not be set-cookie',
          path: 'actions.0.setResponseHeader.0',
        },
      },
      { ...silent('b'), ...respond },
    ],
  },
])('a sandbox says: $name', ({ answer, verdicts }) => expect(read(answer)).toEqual(verdicts))

test.each([
  { name: 'no JSON', answer: '[', says: 'did not answer in JSON' },
  { name: 'no list', answer: {}, says: 'verdicts: must be an array' },
  { name: 'a verdict of none that was asked', answer: [null, null, null], says: 'at most 2 values' },
  { name: 'a verdict by name', answer: [{ name: 'b' }], says: "the key 'name'" },
  { name: 'fewer did nothing than were asked', answer: 1, says: 'did not answer in text' },
  { name: 'more did nothing than were asked', answer: 3, says: 'did not answer in text' },
  { name: 'a number among verdicts', answer: [2], says: 'verdicts.0: must be an object' },
  { name: 'skipped by a word', answer: [{ skipped: 'yes' }], says: 'verdicts.0.skipped: must be true or false' },
  { name: 'an error of a kind of its own', answer: [{ error: { kind: 'fatal', message: '' } }], says: 'must be one of threw' },
  { name: 'a long error', answer: [{ error: { kind: 'threw', message: 'x'.repeat(301) } }], says: 'at most 300 characters' },
  { name: 'an answer, and a filter after it', answer: [respond, null], says: 'ended the stage, and yet it went on' },
  { name: 'a flood', answer: JSON.stringify(['x'.repeat(5_000_000)]), says: 'did not answer in text' },
])('what a sandbox may not say: $name', ({ answer, says }) => expect(() => read(answer)).toThrow(says))

test.each([undefined, null, [], { toString: () => '[]' }])('an answer that is no text is none: %s', (answer) => {
  expect(() => readVerdicts(answer, call)).toThrow('did not answer in text')
})
