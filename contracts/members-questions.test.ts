import { expect, test } from 'vitest'
import type { Members, Viewer } from './members.ts'
import { membersLimits, membersQuestions, requireGoodQuestion } from './members-questions.ts'

const seedOf = (parts: object = {}, profile: object = {}) => ({
  profile: { id: 1, account: 'a', name: 'Noor', kind: 'adult', country: 'NL', ...profile },
  ratings: [],
  viewings: [],
  myList: [],
  ...parts,
})

const someone: Viewer = { account: 'household-1', profile: 1, passport: '' }
const beat = { title: 1, positionSeconds: 1, event: 'HEARTBEAT' }

const digest = '0123456789abcdef'.repeat(4)
const kept = { status: 200, contentType: 'application/json', body: '{}' }

const nonsense: { name: string; method: Exclude<keyof Members, 'state'>; args: readonly unknown[] }[] = [
  { name: 'profile 0', method: 'admit', args: [0] },
  { name: 'a profile that is text', method: 'admit', args: ['1'] },
  { name: 'no viewer', method: 'profile', args: [null] },
  { name: 'an account with a slash', method: 'profile', args: [{ account: '../directory', profile: 1 }] },
  { name: 'an endless account', method: 'history', args: [{ account: 'a'.repeat(65), profile: 1 }] },
  { name: 'half a profile', method: 'history', args: [{ account: 'a', profile: 0.5 }] },
  { name: 'titles that are none', method: 'marks', args: [someone, 7] },
  { name: 'title -1', method: 'marks', args: [someone, [1, -1]] },
  { name: 'title NaN', method: 'marks', args: [someone, [Number.NaN]] },
  { name: 'too many titles', method: 'marks', args: [someone, Array(membersLimits.maxMarks + 1).fill(1)] },
  { name: 'an offset below 0', method: 'myList', args: [someone, -1, 10] },
  { name: 'an endless limit', method: 'myList', args: [someone, 0, 1e9] },
  { name: 'no picks', method: 'pickTitles', args: [someone, [], null] },
  { name: 'too many picks', method: 'pickTitles', args: [someone, Array.from({ length: 21 }, (_, at) => at + 1), null] },
  { name: 'one pick twice', method: 'pickTitles', args: [someone, [3, 3], null] },
  { name: 'a pick as text', method: 'pickTitles', args: [someone, ['3'], null] },
  { name: 'a country in small letters', method: 'watchedIn', args: ['nl', 10] },
  { name: 'a country as a path', method: 'watchedIn', args: ['../NL', 10] },
  { name: 'an endless limit of what is watched', method: 'watchedIn', args: ['NL', 1e9] },
  { name: 'no stars at all', method: 'rate', args: [someone, [{ title: 1 }], null] },
  { name: '0 stars', method: 'rate', args: [someone, [{ title: 1, stars: 0 }], null] },
  { name: '5.5 stars', method: 'rate', args: [someone, [{ title: 1, stars: 5.5 }], null] },
  { name: 'NaN stars', method: 'rate', args: [someone, [{ title: 1, stars: Number.NaN }], null] },
  { name: 'stars as text', method: 'rate', args: [someone, [{ title: 1, stars: '4' }], null] },
  {
    name: 'one bad rating among good ones',
    method: 'rate',
    args: [
      someone,
      [
        { title: 1, stars: 4 },
        { title: 0, stars: 4 },
      ],
      null,
    ],
  },
  { name: 'title 1.5', method: 'addToMyList', args: [someone, 1.5, null] },
  { name: 'title 2^53', method: 'removeFromMyList', args: [someone, 2 ** 53, null] },
  { name: 'no key and no null', method: 'addToMyList', args: [someone, 1] },
  { name: 'an empty key', method: 'addToMyList', args: [someone, 1, ''] },
  { name: 'a key of 257 characters', method: 'addToMyList', args: [someone, 1, 'k'.repeat(257)] },
  { name: 'a key with half a character', method: 'addToMyList', args: [someone, 1, 'k\ud800'] },
  { name: 'a position below 0', method: 'reportPlayback', args: [someone, { ...beat, positionSeconds: -1 }, null] },
  { name: 'half a second', method: 'reportPlayback', args: [someone, { ...beat, positionSeconds: 0.5 }, null] },
  { name: 'an endless position', method: 'reportPlayback', args: [someone, { ...beat, positionSeconds: Number.POSITIVE_INFINITY }, null] },
  { name: 'an unknown event', method: 'reportPlayback', args: [someone, { ...beat, event: 'REWIND' }, null] },
  { name: 'an event of the prototype', method: 'reportPlayback', args: [someone, { ...beat, event: 'constructor' }, null] },
  { name: 'no viewer', method: 'resetTaste', args: [null, null] },
  { name: 'a key that is a number', method: 'deleteHistory', args: [someone, 7] },
  { name: 'no key', method: 'remember', args: [someone, null, digest, 0] },
  { name: 'a digest in capitals', method: 'remember', args: [someone, 'k', 'A'.repeat(64), 0] },
  { name: 'an endless wait', method: 'remember', args: [someone, 'k', digest, membersLimits.maxWaitMs + 1] },
  { name: 'no answer', method: 'complete', args: [someone, 'k', digest, null] },
  {
    name: 'an endless answer',
    method: 'complete',
    args: [someone, 'k', digest, { ...kept, body: 'x'.repeat(membersLimits.maxAnswerLength + 1) }],
  },
  { name: 'bytes', method: 'complete', args: [someone, 'k', digest, { ...kept, body: new Uint8Array(1) }] },
  { name: 'an empty key', method: 'release', args: [someone, '', digest] },
  { name: 'a seed without a list', method: 'seed', args: [[seedOf({ myList: undefined })]] },
  { name: 'a seed with a title twice', method: 'seed', args: [[seedOf({ myList: [1, 1] })]] },
  { name: 'a seed of an unknown kind', method: 'seed', args: [[seedOf({}, { kind: 'robot' })]] },
  { name: 'a seed with a long country', method: 'seed', args: [[seedOf({}, { country: 'NLD' })]] },
]

test.each(nonsense)('$method refuses $name', ({ method, args }) => {
  expect(membersQuestions[method](args)).toEqual(expect.any(String))
  expect(() => requireGoodQuestion(method, args)).toThrow(TypeError)
})

const good: typeof nonsense = [
  { name: 'no titles', method: 'marks', args: [someone, []] },
  { name: 'as many titles as fit', method: 'marks', args: [someone, Array(membersLimits.maxMarks).fill(1)] },
  { name: 'a slice of nothing', method: 'myList', args: [someone, 0, 0] },
  {
    name: 'the least and the most stars',
    method: 'rate',
    args: [
      someone,
      [
        { title: 1, stars: 0.5 },
        { title: 2, stars: 5 },
      ],
      null,
    ],
  },
  { name: 'a cleared rating', method: 'rate', args: [someone, [{ title: 1, stars: null }], 'k'] },
  { name: 'the longest key', method: 'addToMyList', args: [someone, 1, 'k'.repeat(membersLimits.maxKeyLength)] },
  { name: 'a key outside ASCII', method: 'addToMyList', args: [someone, 1, '🎬'] },
  { name: 'the largest title', method: 'removeFromMyList', args: [someone, Number.MAX_SAFE_INTEGER, null] },
  { name: 'position 0', method: 'reportPlayback', args: [someone, { ...beat, positionSeconds: 0 }, null] },
  { name: 'no wait', method: 'remember', args: [someone, 'k', digest, 0] },
  {
    name: 'the longest answer',
    method: 'complete',
    args: [someone, 'k', digest, { ...kept, body: 'x'.repeat(membersLimits.maxAnswerLength) }],
  },
  { name: 'an empty seed', method: 'seed', args: [[seedOf()]] },
]
test.each(good)('$method takes $name', ({ method, args }) => {
  expect(membersQuestions[method](args)).toBeUndefined()
})

test('a refusal shows little of what was found', () => {
  expect(membersQuestions.profile([{ account: 'x'.repeat(10_000), profile: 1 }])?.length).toBeLessThan(200)
})
