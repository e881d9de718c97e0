import { describe, expect, test } from 'vitest'
import { readCommand } from './read-command.ts'

const url = undefined
const reason = undefined

describe('the command line is read', () => {
  test.each([
    { line: 'new block-tv', command: { do: 'new', target: 'block-tv', from: undefined } },
    { line: 'new a/b.ts --from geo-rule', command: { do: 'new', target: 'a/b.ts', from: 'geo-rule' } },
    { line: 'check a.ts', command: { do: 'check', file: 'a.ts' } },
    { line: 'test a.ts', command: { do: 'test', file: 'a.ts' } },
    {
      line: 'publish a.ts --reason because --name b --expires 2026-12-31T23:00Z',
      command: { do: 'publish', file: 'a.ts', name: 'b', reason: 'because', expires: '2026-12-31T23:00:00.000Z', url },
    },
    { line: 'canary a', command: { do: 'canary', name: 'a', revision: undefined, share: 0.05, reason, url } },
    { line: 'canary a --share=0.5 --revision r1', command: { do: 'canary', name: 'a', revision: 'r1', share: 0.5, reason, url } },
    { line: 'promote a --reason fine', command: { do: 'promote', name: 'a', revision: undefined, share: 1, reason: 'fine', url } },
    { line: 'rollback a --url http://b', command: { do: 'rollback', name: 'a', reason, url: 'http://b' } },
    { line: 'off', command: { do: 'off', name: undefined, reason, url } },
    { line: 'off a', command: { do: 'off', name: 'a', reason, url } },
    { line: 'history a --diff', command: { do: 'history', name: 'a', diff: true, url } },
    { line: 'watch a', command: { do: 'watch', name: 'a', url } },
    { line: 'list', command: { do: 'list', url } },
  ])('$line', ({ line, command }) => expect(readCommand(line.split(' '))).toEqual(command))
})

describe('the command line is refused, with what it needs', () => {
  test.each([
    { line: '', says: 'npm run filter -- COMMAND' },
    { line: 'pubish a.ts', says: "Cannot do 'pubish'" },
    { line: 'toString', says: "Cannot do 'toString'" },
    { line: 'check', says: 'Cannot check: needs FILE' },
    { line: 'check a.ts b.ts', says: "'b.ts' is a word too many" },
    { line: 'list a', says: "'a' is a word too many" },
    { line: 'check a.ts --reason because', says: 'it takes no --reason' },
    { line: 'canary a --shre 0.5', says: 'Cannot read the command line' },
    { line: 'publish a.ts', says: 'without --reason TEXT' },
    { line: 'publish a.ts --reason=', says: 'without --reason TEXT' },
    { line: 'publish a.ts --reason b --expires tomorrow', says: "Cannot end at 'tomorrow'" },
    { line: 'publish a.ts --reason b --name A', says: "Cannot take 'A' for the name of a filter" },
    { line: 'canary a --share 5%', says: "the share '5%'" },
    { line: 'canary a --share 1', says: 'for all devices: promote' },
    { line: 'canary a --share 0', says: "the share '0'" },
    { line: 'rollback ../../ops', says: "Cannot take '../../ops' for the name of a filter" },
  ])('$line', ({ line, says }) => expect(() => readCommand(line === '' ? [] : line.split(' '))).toThrow(says))
})
