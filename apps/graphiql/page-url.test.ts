import { expect, test } from 'vitest'
import { readPageUrl } from './page-url.ts'

test.each([
  { search: '', profile: 7, query: undefined },
  { search: '?profile=12', profile: 12, query: undefined },
  { search: '?profile=none', profile: undefined, query: undefined },
  { search: '?profile=', profile: undefined, query: undefined },
  { search: '?query=%7B+me+%7B+id+%7D+%7D', profile: 7, query: '{ me { id } }' },
])('the address "$search" asks for profile $profile and the document $query', ({ search, ...asked }) => {
  expect(readPageUrl(search)).toEqual(asked)
})
