import { expect, test } from 'vitest'
import { readPublishOptions } from './publish-options.ts'

test.each([
  { name: 'a file', args: ['--model', 'm.bin'], options: { model: '/here/m.bin', share: 1, reason: undefined, url: undefined } },
  {
    name: 'all there is',
    args: ['--model=/there/m.bin', '--share', '0.05', '--reason', 'better', '--url', 'http://127.0.0.1:9'],
    options: { model: '/there/m.bin', share: 0.05, reason: 'better', url: 'http://127.0.0.1:9' },
  },
])('reads: $name', ({ args, options }) => expect(readPublishOptions(args, '/here')).toEqual(options))

test.each([
  { name: 'no file', args: [], message: /needs --model FILE/ },
  { name: 'a share of nobody', args: ['--model', 'm', '--share', '0'], message: /share '0'/ },
  { name: 'a share of more than all', args: ['--model', 'm', '--share', '5'], message: /share '5'/ },
  { name: 'a share in words', args: ['--model', 'm', '--share', 'some'], message: /share 'some'/ },
  { name: 'an empty share', args: ['--model', 'm', '--share', ''], message: /share ''/ },
  { name: 'an option that there is not', args: ['--mode', 'm'], message: /Cannot read the command line/ },
])('refuses with a remedy: $name', ({ args, message }) => {
  expect(() => readPublishOptions(args, '/here')).toThrow(
    expect.objectContaining({ name: 'Remedy', message: expect.stringMatching(message) }),
  )
})
