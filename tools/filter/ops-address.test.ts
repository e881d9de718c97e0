import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { opsAddress } from './ops-address.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ops-address-'))
  writeFileSync(join(root, '.dev.vars'), 'OPS_TOKEN=of-this-machine\n')
})
afterEach(() => rmSync(root, { recursive: true }))

test.each([
  { name: 'nothing said', given: undefined, environment: {}, url: 'http://127.0.0.1:8787', token: 'of-this-machine' },
  { name: 'an address', given: 'http://localhost:8800/', environment: {}, url: 'http://localhost:8800', token: 'of-this-machine' },
  {
    name: 'an address and another in the environment',
    given: 'http://127.0.0.1:1',
    environment: { MARQUEE_URL: 'http://127.0.0.1:2' },
    ...{ url: 'http://127.0.0.1:1', token: 'of-this-machine' },
  },
  {
    name: 'all in the environment',
    given: undefined,
    environment: { MARQUEE_URL: 'https://edge.example.org', OPS_TOKEN: 'secret' },
    ...{ url: 'https://edge.example.org', token: 'secret' },
  },
  { name: 'a token', given: undefined, environment: { OPS_TOKEN: 'secret' }, url: 'http://127.0.0.1:8787', token: 'secret' },
])('$name', ({ given, environment, url, token }) => expect(opsAddress(given, environment, root)).toMatchObject({ url, token }))

test.each([
  { name: 'another machine without its token', given: 'https://edge.example.org', says: 'Cannot ask edge.example.org without OPS_TOKEN' },
  { name: 'a host that begins like this machine', given: 'http://127.0.0.1.example.org', says: 'without OPS_TOKEN' },
  { name: 'no address', given: '127.0.0.1:8787', says: "Cannot ask '127.0.0.1:8787'" },
  { name: 'the address of a file', given: 'file:///etc/passwd', says: "Cannot ask 'file:///etc/passwd'" },
])('refused: $name', ({ given, says }) => expect(() => opsAddress(given, {}, root)).toThrow(says))

test('without a token anywhere, it says where there will be one', () => {
  rmSync(join(root, '.dev.vars'))
  expect(() => opsAddress(undefined, {}, root)).toThrow('npm start')
})
