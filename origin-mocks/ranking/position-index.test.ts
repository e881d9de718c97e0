import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexPositions } from './position-index.ts'

const ids = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
  fc.uniqueArray(fc.integer({ min: -5, max: 2 ** 31 - 1 }), { maxLength: 50 }),
)
const asked = fc.oneof(fc.integer({ min: -10, max: 310 }), fc.double(), fc.maxSafeInteger())

test('every id is found where it stands, and nothing else is, however close ids are', () => {
  fc.assert(
    fc.property(ids, fc.array(asked), (some, others) => {
      const sorted = Int32Array.from(some).sort()
      const index = indexPositions(sorted)
      for (const id of [...sorted, ...others]) {
        const position = sorted.indexOf(id)
        expect(index.get(id)).toBe(position < 0 ? undefined : position)
      }
    }),
  )
})
