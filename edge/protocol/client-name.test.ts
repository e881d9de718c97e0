import { expect, test } from 'vitest'
import { clientOf } from './client-name.ts'

test.each([
  [
    { 'apollographql-client-name': 'tv', 'apollographql-client-version': '1.2.0' },
    { name: 'tv', version: '1.2.0' },
  ],
  [
    { 'graphql-client-name': 'web', 'graphql-client-version': '7' },
    { name: 'web', version: '7' },
  ],
  [{ 'apollographql-client-name': 'tv' }, { name: 'tv', version: '' }],
  [
    { 'apollographql-client-name': 'tv', 'apollographql-client-version': '<script>' },
    { name: 'tv', version: '' },
  ],
  [{ 'apollographql-client-name': 'a b' }, { name: 'unnamed', version: '' }],
  [{ 'apollographql-client-name': 'x'.repeat(65) }, { name: 'unnamed', version: '' }],
  [{}, { name: 'unnamed', version: '' }],
])('of %j it is %j', (headers, client) => {
  expect(clientOf(new Headers(headers))).toEqual(client)
})
