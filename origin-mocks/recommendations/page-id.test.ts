import { expect, test } from 'vitest'
import { formatPageId, formatRowId, parsePageId } from './page-id.ts'

test.each([
  { owner: 'p7', snapshot: 3, row: 'top-picks' },
  { owner: 'v', snapshot: 1, row: 'genre-sci-fi-2' },
] as const)('an id says what it was made of: $owner', ({ owner, snapshot, row }) => {
  expect(parsePageId(formatPageId(owner, snapshot))).toEqual({ owner, snapshot, row: null })
  expect(parsePageId(formatRowId(owner, snapshot, row))).toEqual({ owner, snapshot, row })
})

test.each(['', 'v', 'p7', 'p0.k1', 'p7.k0', 'p7.k01', 'p7.k1.', 'p7.k1.A', 'p7.k1.a.b', 'p7.k1 ', '__proto__', `p7.k${'9'.repeat(16)}`])(
  '%j is none of ours',
  (id) => {
    expect(parsePageId(id)).toBeUndefined()
  },
)
