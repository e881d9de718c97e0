import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test.each([
  { name: 'nothing said', args: [], options: { port: 8787, persistTo: '/checkout/.wrangler/state' } },
  { name: 'a port', args: ['--port', '8800'], options: { port: 8800, persistTo: '/checkout/.wrangler/state' } },
  { name: 'a folder of the checkout', args: ['--persist-to', 'state'], options: { port: 8787, persistTo: '/checkout/state' } },
  { name: 'a folder elsewhere', args: ['--persist-to=/dev/shm/x'], options: { port: 8787, persistTo: '/dev/shm/x' } },
])('reads: $name', ({ args, options }) => expect(readOptions(args, '/checkout')).toEqual(options))

test.each([
  { name: 'a port that is no number', args: ['--port', 'http'] },
  { name: 'port 0', args: ['--port', '0'] },
  { name: 'a port beyond the last', args: ['--port', '65536'] },
  { name: 'a port left out', args: ['--port'] },
  { name: 'an option it does not know', args: ['--prot', '8800'] },
  { name: 'a word too many', args: ['8800'] },
])('refuses in one line that tells the usage: $name', ({ args }) => {
  expect(() => readOptions(args, '/checkout')).toThrow(/^Cannot [^\n]*npm start -- \[--port N\] \[--persist-to DIR\]$/)
})
